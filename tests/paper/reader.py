"""Reads a finished PDF back as a listener would: by its structure tree, down to the letters of each marked piece.

Independent of what wrote it: it knows the file format only. `faults` says everything that it finds wrong.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_STANDARD = re.compile(
    "Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD"
    "|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Figure|Formula|Form"
)
_PARENTS = {
    "LI": {"L"}, "Lbl": {"LI", "Note", "P"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TOCI": {"TOC"},
}  # fmt: skip


@dataclass
class Piece:
    """One marked piece of a page: its tag, its letters, and whether it drew a picture or a line."""

    tag: str
    text: str = ""
    drew: bool = False


@dataclass
class Node:
    """An element of the tree with everything in it."""

    role: str
    parent: Node | None
    entries: Any
    kids: list[Node | tuple[int, int] | str] = field(default_factory=list)

    def find(self, *roles: str) -> list[Node]:
        """Every element of these roles below this one, in order."""
        found = [self] if self.role in roles else []
        for kid in self.kids:
            if isinstance(kid, Node):
                found += kid.find(*roles)
        return found

    def attribute(self, name: str) -> Any:
        """The value of an attribute, from whichever owner."""
        given = self.entries.get("/A")
        for one in [] if given is None else (given if isinstance(given, pikepdf.Array) else [given]):
            if f"/{name}" in one:
                return one[f"/{name}"]
        return None


class Reading:
    """A PDF read back. `tree` is its root element, `pieces` the marked content of each page."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(pdf))
        self.faults: list[str] = []
        self.fonts: dict[int, tuple[dict[int, str], Any]] = {}
        self.pieces: list[dict[int, Piece]] = []
        self.artifacts: list[str] = []
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        for number, page in enumerate(self.pdf.pages):
            self.pieces.append(self._page(number, page))
        self.owned: dict[tuple[int, int], Node] = {}
        root = self.pdf.Root.StructTreeRoot
        self.tree = self._node(root.K, None)
        self._check_marks()
        self._check_parent_tree(root)
        self._check_roles()
        self._check_links()

    # -- letters --------------------------------------------------------------------------

    def _font(self, font: Any) -> dict[int, str]:
        key = font.objgen
        if key not in self.fonts:
            stream = font.ToUnicode.read_bytes().decode("ascii")
            table = {
                int(code, 16): bytes.fromhex(text).decode("utf-16-be")
                for code, text in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]*)>$", stream, re.M)
            }
            inner = font.DescendantFonts[0]
            if "/FontFile2" not in inner.FontDescriptor:
                self.faults.append(f"{font.BaseFont} is not embedded")
            self.fonts[key] = table, font
        return self.fonts[key][0]

    def _page(self, number: int, page: Any) -> dict[int, Piece]:
        found: dict[int, Piece] = {}
        stack: list[Any] = []
        font: Any = None
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                stack.append(self._opened(number, operands, stack, found))
            elif name == "EMC":
                if not stack:
                    self.faults.append(f"page {number}: EMC without its start")
                    continue
                self._closed(stack)
            elif name == "Tf":
                font = page.Resources.Font[str(operands[0])]
            elif name in ("Tj", "TJ"):
                self._shown(number, font, operands[0], stack)
            elif name in ("f", "S", "Do", "B"):
                self._drew(number, name, stack)
        if stack:
            self.faults.append(f"page {number}: marked content is not closed")
        return found

    def _drew(self, number: int, name: str, stack: list[Any]) -> None:
        if not stack:
            self.faults.append(f"page {number}: {name} outside marked content")
        elif isinstance(stack[0], Piece):
            stack[0].drew = True

    def _opened(self, number: int, operands: Any, stack: list[Any], found: dict[int, Piece]) -> Any:
        tag = str(operands[0])[1:]
        facts = operands[1] if len(operands) > 1 else {}
        if "/MCID" in facts:
            if stack:
                self.faults.append(f"page {number}: marked content inside marked content")
            mark = int(facts["/MCID"])
            if mark in found:
                self.faults.append(f"page {number}: mark {mark} twice")
            found[mark] = Piece(tag)
            return found[mark]
        if tag == "Artifact":
            if stack:
                self.faults.append(f"page {number}: decoration inside marked content")
            return "artifact"
        if "/ActualText" in facts:
            target = stack[0] if stack else None
            return ["actual", str(facts["/ActualText"]), target]
        return "other"

    def _closed(self, stack: list[Any]) -> None:
        last = stack.pop()
        if isinstance(last, list):
            if isinstance(last[2], Piece):
                last[2].text += last[1]
            else:
                self.artifacts.append(last[1])

    def _shown(self, number: int, font: Any, shown: Any, stack: list[Any]) -> None:
        table = self._font(font)
        text = ""
        for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(part, pikepdf.String):
                continue
            codes = bytes(part)
            for at in range(0, len(codes), 2):
                code = int.from_bytes(codes[at : at + 2], "big")
                self._check_glyph(number, font, code)
                if code not in table:
                    self.faults.append(f"page {number}: code {code} has no text")
                text += table.get(code, "")
        if not stack:
            self.faults.append(f"page {number}: letters outside marked content: {text!r}")
        elif any(isinstance(one, list) for one in stack):
            return
        elif isinstance(stack[0], Piece):
            stack[0].text += text
        else:
            self.artifacts.append(text)

    def _check_glyph(self, number: int, font: Any, code: int) -> None:
        places = font.DescendantFonts[0].CIDToGIDMap
        glyph = int.from_bytes(places.read_bytes()[code * 2 : code * 2 + 2], "big") if places != "/Identity" else code
        if code == 0 or glyph == 0:
            self.faults.append(f"page {number}: .notdef is shown")

    # -- tree -----------------------------------------------------------------------------

    def _node(self, entries: Any, parent: Node | None) -> Node:
        node = Node(str(entries.S)[1:], parent, entries)
        kids = entries.get("/K")
        if kids is None:
            return node
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                self._own(node, (self.pages[entries.Pg.objgen], kid))
            elif str(kid.get("/Type", "")) == "/MCR":
                self._own(node, (self.pages[kid.Pg.objgen], int(kid.MCID)))
            elif str(kid.get("/Type", "")) == "/OBJR":
                node.kids.append("annotation")
                if kid.Obj.get("/StructParent") is None:
                    self.faults.append("an annotation does not know its element")
            else:
                if kid.P.objgen != entries.objgen:
                    self.faults.append(f"{kid.S} names another parent")
                node.kids.append(self._node(kid, node))
        return node

    def _own(self, node: Node, mark: tuple[int, int]) -> None:
        if mark in self.owned:
            self.faults.append(f"mark {mark} belongs to two elements")
        self.owned[mark] = node
        node.kids.append(mark)

    def _check_marks(self) -> None:
        for number, pieces in enumerate(self.pieces):
            for mark, piece in pieces.items():
                owner = self.owned.get((number, mark))
                if owner is None:
                    self.faults.append(f"page {number}: mark {mark} ({piece.text!r}) belongs to no element")
                elif owner.role != piece.tag:
                    self.faults.append(f"page {number}: mark {mark} is {piece.tag}, its element {owner.role}")
        for number, mark in self.owned:
            if mark not in self.pieces[number]:
                self.faults.append(f"page {number}: mark {mark} is not on the page")

    def _check_parent_tree(self, root: Any) -> None:
        numbers = list(root.ParentTree.Nums)
        table = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        if list(table) != sorted(table):
            self.faults.append("the parent tree is not in order")
        if int(root.ParentTreeNextKey) <= max(table):
            self.faults.append("the parent tree's next key is taken")
        for number, page in enumerate(self.pdf.pages):
            owners = table[int(page.StructParents)]
            if len(owners) != len(self.pieces[number]):
                self.faults.append(f"page {number}: the parent tree has {len(owners)} marks")
            for mark, owner in enumerate(owners):
                if self.owned[(number, mark)].entries.objgen != owner.objgen:
                    self.faults.append(f"page {number}: the parent tree is wrong about mark {mark}")
            for annotation in page.get("/Annots", []):
                if str(table[int(annotation.StructParent)].S) != "/Link":
                    self.faults.append(f"page {number}: an annotation's element is no link")

    def _check_roles(self) -> None:
        level = 0
        for node in self.walk(self.tree):
            if not _STANDARD.fullmatch(node.role):
                self.faults.append(f"{node.role} is no standard role")
            if node.role in _PARENTS and (node.parent is None or node.parent.role not in _PARENTS[node.role]):
                self.faults.append(f"{node.role} stands in {node.parent and node.parent.role}")
            if node.role == "Figure" and not str(node.entries.get("/Alt", "")):
                self.faults.append("a figure has no alternative text")
            if node.role == "TH" and node.attribute("Scope") is None:
                self.faults.append("a header cell has no scope")
            if re.fullmatch("H[1-6]", node.role):
                if int(node.role[1]) > level + 1:
                    self.faults.append(f"{node.role} after level {level}")
                level = int(node.role[1])
        for table in self.tree.find("Table"):
            wide = {
                sum(int(cell.attribute("ColSpan") or 1) for cell in row.find("TH", "TD")) for row in table.find("TR")
            }
            if len(wide) != 1:
                self.faults.append(f"a table's rows have {sorted(wide)} cells")

    def _check_links(self) -> None:
        for node in self.tree.find("Link"):
            if "annotation" not in node.kids:
                self.faults.append("a link has no annotation")
        for page in self.pdf.pages:
            for annotation in page.get("/Annots", []):
                if not str(annotation.get("/Contents", "")):
                    self.faults.append("a link's annotation has no words")

    def walk(self, node: Node) -> list[Node]:
        """Every element from one down, in order."""
        found = [node]
        for kid in node.kids:
            if isinstance(kid, Node):
                found += self.walk(kid)
        return found

    def text(self, node: Node | None = None) -> str:
        """The words of an element as they are heard, without its alternative text."""
        node = node or self.tree
        if "/ActualText" in node.entries:
            return str(node.entries.ActualText)
        parts = []
        for kid in node.kids:
            if isinstance(kid, Node):
                parts.append(self.text(kid))
            elif isinstance(kid, tuple):
                parts.append(self.pieces[kid[0]].get(kid[1], Piece("")).text)
        gap = "" if node.role in ("P", "H1", "H2", "H3", "LBody", "Lbl", "TD", "TH", "Caption", "Link", "Span") else " "
        return gap.join(parts)


def words(text: str) -> str:
    """A text with single spaces and without marks that only steer."""
    return " ".join(re.sub("[\u00ad\u200b]", "", text).split())
