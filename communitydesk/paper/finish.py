"""Makes the file of the drawn pages: structure tree, links, outline, metadata, colours, attachments, as archives want.

PDF/A-3 is ISO 19005-3, PDF/UA-1 is ISO 14289-1; both stand on ISO 32000-1, whose parts are named where they matter.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communitydesk.desk.resources import resource
from communitydesk.paper.embed import embed_face
from communitydesk.paper.metadata import described, stamp
from communitydesk.paper.tags import Annotation, Element, Mark

if TYPE_CHECKING:
    import pikepdf

    from communitydesk.paper.bench import Title
    from communitydesk.paper.blocks import Story
    from communitydesk.paper.pen import Pen


@dataclass(slots=True)
class Draft:
    """A drawn document before it is a file: its pages stand on the pen's press."""

    story: Story
    pen: Pen
    root: Element
    titles: list[Title]


def finish(draft: Draft) -> bytes:
    """Return the document as a file; the same draft gives the same bytes."""
    import pikepdf

    for face in draft.pen.book.used():
        embed_face(draft.pen.press, face)
    pdf = pikepdf.open(io.BytesIO(draft.pen.press.getpdfdata()))
    _pages(pdf)
    _Tree(pdf, draft).build()
    _outline(pdf, draft)
    _catalogue(pdf, draft.story)
    _attach(pdf, draft.story)
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the file. Where a packed lot of objects happens to end in a carriage return, which strict readers misread, an
    entry of the catalogue becomes an object of its own: that numbers, and so packs, all of them anew.
    """
    import pikepdf

    made = b""
    for name in ("", "/ViewerPreferences", "/MarkInfo", "/OutputIntents"):
        if name:
            pdf.Root[name] = pdf.make_indirect(pdf.Root[name])
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            force_version="1.7",
        )
        made = buffer.getvalue()
        if b"\r\nendstream" not in made:
            break
    return made


def _pages(pdf: pikepdf.Pdf) -> None:
    """Tie each page to its marks, and drop what ReportLab says of every page though it says nothing."""
    from pikepdf import Name

    for number, page in enumerate(pdf.pages):
        page.obj.StructParents, page.obj.Tabs = number, Name.S
        del page.obj.Trans, page.obj.Rotate, page.obj.Resources.ProcSet


class _Tree:
    """Builds the structure tree and the parent tree (ISO 32000-1, 14.7) with the links' annotations."""

    def __init__(self, pdf: pikepdf.Pdf, draft: Draft) -> None:
        from pikepdf import Array, Dictionary, Name

        self.array, self.dictionary, self.name = Array, Dictionary, Name
        self.names: dict[str, Any] = {}
        self.shared: dict[Any, Any] = {}
        self.pdf, self.draft = pdf, draft
        self.pages = [page.obj for page in pdf.pages]
        self.made: dict[int, Any] = {}
        self.annotations: dict[int, tuple[Any, Any]] = {}

    def build(self) -> None:
        from pikepdf import Array, Dictionary, Name

        pdf, sheets = self.pdf, self.draft.pen.sheets
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._element(self.draft.root, root)
        numbers: list[Any] = []
        for number, sheet in enumerate(sheets):
            owners = Array([self.made[id(owner)] for owner in sheet.owners])
            numbers += [number, pdf.make_indirect(owners)]
        for place, (annotation, owner) in sorted(self.annotations.items()):
            annotation.StructParent = len(sheets) + place
            numbers += [len(sheets) + place, owner]
        root.K = document
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(sheets) + len(self.annotations)
        pdf.Root.StructTreeRoot = root

    def _element(self, element: Element, parent: Any) -> Any:
        entries: dict[str, Any] = {"/S": self._name(f"/{element.role}"), "/P": parent}
        if element.alt:
            entries["/Alt"] = element.alt
        if element.actual:
            entries["/ActualText"] = element.actual
        if element.language:
            entries["/Lang"] = element.language
        if element.attributes:
            entries["/A"] = self._attributes(element)
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if home is not None:
            entries["/Pg"] = self.pages[home]
        if len(element.kids) == 1 and isinstance(element.kids[0], Mark):
            entries["/K"] = element.kids[0].number
        made = self.made[id(element)] = self.pdf.make_indirect(self.dictionary(entries))
        if element.kids and "/K" not in entries:
            kids = [self._kid(kid, made, home) for kid in element.kids]
            made["/K"] = kids[0] if len(kids) == 1 else self.array(kids)
        return made

    def _name(self, name: str) -> Any:
        if (found := self.names.get(name)) is None:
            found = self.names[name] = self.name(name)
        return found

    def _kid(self, kid: Element | Mark | Annotation, owner: Any, home: int | None) -> Any:
        if isinstance(kid, Element):
            return self._element(kid, owner)
        if isinstance(kid, Mark):
            if kid.page == home:
                return kid.number
            mark = {"/Type": self._name("/MCR"), "/Pg": self.pages[kid.page], "/MCID": kid.number}
            return self.dictionary(mark)
        annotation = self._annotation(kid.number)
        self.annotations[kid.number] = annotation, owner
        page = self.pages[self.draft.pen.areas[kid.number].page]
        return self.dictionary({"/Type": self._name("/OBJR"), "/Obj": annotation, "/Pg": page})

    def _attributes(self, element: Element) -> Any:
        """Return an element's attributes, one object for all elements that have the same."""
        if (found := self.shared.get(element.attributes)) is None:
            found = self.shared[element.attributes] = self.pdf.make_indirect(_attributes(element))
        return found

    def _annotation(self, number: int) -> Any:
        from pikepdf import Array, Dictionary, Name, String

        area = self.draft.pen.areas[number]
        made = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(edge, 2) for edge in area.box]),
            Border=Array([0, 0, 0]),
            F=4,
            Contents=String(area.words),
        )
        if area.url:
            made.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(area.url))
        else:
            made.Dest = _destination(self.pdf, self.draft, area.target)
        kept = self.pdf.make_indirect(made)
        page = self.pages[area.page]
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(kept)
        return kept


def _attributes(element: Element) -> Any:
    from pikepdf import Array, Dictionary, Name

    owners: dict[str, Any] = {}
    for owner, name, value in element.attributes:
        made = owners.setdefault(owner, Dictionary(O=Name(f"/{owner}")))
        if isinstance(value, str) and value.startswith("/"):
            made[f"/{name}"] = Name(value)
        elif isinstance(value, tuple):
            made[f"/{name}"] = Array([round(number, 2) for number in value])
        else:
            made[f"/{name}"] = value
    found = list(owners.values())
    return found[0] if len(found) == 1 else Array(found)


def _destination(pdf: pikepdf.Pdf, draft: Draft, number: int) -> Any:
    from pikepdf import Array, Name

    title = draft.titles[number]
    top = round(draft.pen.height - title.top + 8, 2)
    return Array([pdf.pages[title.page].obj, Name.XYZ, None, top, None])


def _outline(pdf: pikepdf.Pdf, draft: Draft) -> None:
    """Make bookmarks of the headings, each under the last one above it."""
    from pikepdf import Dictionary, Name, String

    chapters = [(number, title) for number, title in enumerate(draft.titles) if title.level]
    if len(chapters) < 2:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    last: dict[int, Any] = {0: root}
    for number, title in chapters:
        item = pdf.make_indirect(Dictionary(Title=String(title.text), Dest=_destination(pdf, draft, number)))
        level = max(have for have in last if have < title.level)
        parent = last[level]
        item.Parent = parent
        if "/Last" in parent:
            parent.Last.Next, item.Prev = item, parent.Last
        else:
            parent.First = item
        parent.Last = item
        last = {have: kept for have, kept in last.items() if have < title.level} | {title.level: item}
        if level == 0:
            root.Count = int(root.get("/Count", 0)) + 1
        else:
            parent.Count = int(parent.get("/Count", 0)) - 1
    pdf.Root.Outlines = root


def _catalogue(pdf: pikepdf.Pdf, story: Story) -> None:
    from pikepdf import Array, Dictionary, Name, Stream, String

    from communitydesk.paper.press import packed

    root = pdf.Root
    root.Lang = String(story.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    packet = Stream(pdf, described(story))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    root.Metadata = pdf.make_indirect(packet)
    profile = Stream(pdf, packed(resource("colour", "sRGB.icc").read_bytes()))
    profile.N, profile.Filter = 3, Name.FlateDecode
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    facts = {name: String(value) for name, value in stamp(story).items()}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(facts))  # in place of ReportLab's, to say what the packet says


def _attach(pdf: pikepdf.Pdf, story: Story) -> None:
    """Keep the story's files inside the document (ISO 19005-3, 6.8), in the order of their names."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    from communitydesk.paper.press import packed

    if not story.data:
        return
    day = stamp(story)["/ModDate"]
    specs = []
    for file in story.data:
        stream = Stream(pdf, packed(file.content))
        stream.Filter = Name.FlateDecode
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{file.media_type}")
        stream.Params = Dictionary(Size=len(file.content), ModDate=String(day))
        kept = pdf.make_indirect(stream)
        spec = Dictionary(
            Type=Name.Filespec,
            F=String(file.name),
            UF=String(file.name),
            Desc=String(file.description),
            AFRelationship=Name(f"/{file.relationship}"),
            EF=Dictionary(F=kept, UF=kept),
        )
        specs.append((file.name, pdf.make_indirect(spec)))
    pdf.Root.AF = Array([spec for _, spec in specs])
    named: list[Any] = []
    for name, spec in sorted(specs, key=lambda pair: pair[0].encode("utf-16-be")):
        named += [String(name), spec]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(named)))
