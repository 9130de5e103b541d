"""The structure of a document: elements in reading order, each knowing the marked content that is its own."""

from __future__ import annotations

from dataclasses import dataclass, field

Attributes = tuple[tuple[str, str, str | int | tuple[float, ...]], ...]
"""What is said of an element beside its role: owner, name and value of each attribute."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of marked content: the page it is on (from 0) and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's clickable area, kept by its number in the document."""

    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A tag with what is in it. It joins its parent when first marked, so that the tree is in drawing order.

    `role` is a standard structure type (ISO 32000-1, 14.8.4). `alt` describes, `actual` is how its letters read in
    logical order, `language` is set where it differs.
    `attributes` are (owner, name, value) as in 14.8.5, such as ("Table", "Scope", "/Column").
    """

    role: str
    parent: Element | None = None
    alt: str = ""
    actual: str = ""
    language: str = ""
    key: int = 0
    attributes: Attributes = ()
    kids: list[Element | Mark | Annotation] = field(default_factory=list)
    joined: bool = False
    clock: list[int] = field(default_factory=lambda: [0])
    born: int = 0

    def child(
        self,
        role: str,
        *,
        alt: str = "",
        language: str = "",
        attributes: Attributes = (),
    ) -> Element:
        """Make an element inside this one; it joins when it is first marked."""
        self.clock[0] += 1
        return Element(
            role, self, alt=alt, language=language, attributes=attributes, clock=self.clock, born=self.clock[0]
        )

    def in_story_order(self) -> None:
        """Put the elements directly inside in the order in which they were made: a photograph may stand on the
        paper a little after the words that follow it, but is heard where it was told.
        """
        self.kids.sort(key=lambda kid: kid.born if isinstance(kid, Element) else -1)

    def join(self) -> None:
        """Take this element's place in the tree, after what its parent already holds."""
        if self.joined or self.parent is None:
            return
        self.parent.join()
        self.parent.kids.append(self)
        self.joined = True
