"""Photographs of the sample group, drawn as flat pictures so that they show nobody who lives."""

from communitydesk.sample.pictures.album import photograph

__all__ = ["photograph"]
