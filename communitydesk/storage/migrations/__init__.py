"""The steps from each version of the file to the next; README.md says how to write one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communitydesk.storage.migrate import Step


def steps() -> Mapping[int, Step]:
    """Return every step by the version that it leads to. Imports stand here, so that a built program has them."""
    return {}
