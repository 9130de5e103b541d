"""Paper: a story of blocks becomes a document that a funder trusts.

Nothing heavy is imported until a document is written.
"""
