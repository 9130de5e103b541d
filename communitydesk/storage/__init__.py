"""Keeps the group's records in one file that never loses anything."""

from communitydesk.storage.files import SUFFIX, create, needs_passphrase, open_desk

__all__ = ["SUFFIX", "create", "needs_passphrase", "open_desk"]
