"""CommunityDesk: a small group's records, in one file, turned into paper that a funder trusts."""

__version__ = "0.1.0"
