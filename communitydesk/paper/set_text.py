"""Sets running text: cover, headings, paragraphs, lists, facts, figures in large, quotations and notices."""

from __future__ import annotations

from communitydesk.paper.bench import Bench, Title
from communitydesk.paper.blocks import (
    Bullets,
    CheckItem,
    Checklist,
    Contents,
    Cover,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Paragraph,
    Quotation,
    Text,
)
from communitydesk.paper.flow import Draw, Strip
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen, baseline
from communitydesk.paper.style import INK, LINE, MOODS, PRIMARY, RULE, Voice
from communitydesk.paper.tags import Element
from communitydesk.paper.typed import plain


def set_cover(bench: Bench, block: Cover) -> list[Strip]:
    """Kind of document, title, who and when, a short rule, and the sentence to quote."""
    look, made = bench.edition, list[Strip]()
    if block.kicker:
        made += _lines(bench, block.kicker, look.kicker, "P", keep=True)
        made[-1].after = bench.gap(1)
    bench.titles.append(Title(block.title, 0))
    title = bench.one(block.title, look.title, bench.width, balance=True)
    rows = bench.strips(title, bench.root.child("H1"), bench.x, bench.width)
    rows[0].heading = len(bench.titles) - 1
    made += _kept(rows)
    made[-1].after = bench.gap(2)
    if block.facts:
        made += _lines(bench, _facts_line(bench, block.facts), look.facts, "P", keep=True)
        made[-1].after = bench.gap(4)
    made.append(Strip(3, _short_rule(bench), before=bench.gap(2), after=bench.gap(5), keep=True))
    if block.lead:
        for text in bench.paragraph(block.lead, look.lead, bench.width):
            made += bench.strips(text, bench.root.child("P"), bench.x, bench.width)
            made[-1].after = bench.gap(5)
    return made


def _facts_line(bench: Bench, facts: tuple[str, ...]) -> str:
    """Join facts with dots; a line ends between two of them rather than within one."""
    rows: list[str] = []
    for fact in facts:
        joined = f"{rows[-1]}\u00a0\u00a0·\u00a0 {fact}" if rows else fact
        if rows and _width(bench, joined, bench.edition.facts) <= bench.width:
            rows[-1] = joined
        else:
            rows.append(fact)
    return "\n".join(rows)


def _short_rule(bench: Bench) -> Draw:
    def draw(pen: Pen, top: float, height: float) -> None:
        pen.mark(None)
        pen.box(bench.x, top, 54, height, PRIMARY)

    return draw


def set_heading(bench: Bench, block: Heading) -> list[Strip]:
    """A heading, kept with what follows; its number hangs before it."""
    look = bench.edition
    level = min(block.level, bench.depth + 1)
    bench.depth = level
    voice = (look.h1, look.h2, look.h3)[min(level, 3) - 1]
    words = f"{block.number}\u2002{block.text}" if block.number else block.text
    bench.titles.append(Title(block.bookmark or words.replace("\u2002", " "), level))
    owner = bench.root.child(f"H{min(level + bench.has_cover, 6)}")
    rows = bench.strips(bench.one(words, voice, bench.width, balance=True), owner, bench.x, bench.width)
    rows[0].before = bench.gap((7, 5.5, 4.5)[min(level, 3) - 1])
    rows[0].heading = len(bench.titles) - 1
    rows[-1].after = bench.gap((2, 1.5, 0.5)[min(level, 3) - 1])
    return _kept(rows)


def set_paragraph(bench: Bench, block: Paragraph) -> list[Strip]:
    """Typed text, one tag for each of its paragraphs."""
    voice: Voice = getattr(bench.edition, block.tone)
    made: list[Strip] = []
    for text in bench.paragraph(block.text, voice, bench.width):
        owner = bench.root.child("P", language=block.language)
        rows = bench.strips(text, owner, bench.x, bench.width)
        rows[-1].after = bench.gap(2.25)
        made += rows
    return made


def set_bullets(bench: Bench, block: Bullets) -> list[Strip]:
    """A list: dots or numbers hang at the left, items keep their own lines together."""
    voice = bench.edition.body
    numbering = "/Decimal" if block.ordered else "/Disc"
    owner = bench.root.child("L", attributes=(("List", "ListNumbering", numbering),))
    signs = [f"{n}." if block.ordered else "•" for n in range(1, len(block.items) + 1)]
    indent = max([voice.size * 1.3, *(_width(bench, sign, voice) + voice.size * 0.5 for sign in signs)])
    made: list[Strip] = []
    for sign, item in zip(signs, block.items, strict=True):
        made += _item(bench, owner, sign, item, voice, indent)
        made[-1].after = bench.gap(1)
    if made:
        made[-1].after = bench.gap(2.25)
    return made


def _item(bench: Bench, owner: Element, sign: str, item: Text, voice: Voice, indent: float) -> list[Strip]:
    row = owner.child("LI")
    label, body = row.child("Lbl"), row.child("LBody")
    mark = bench.one(sign, voice, indent)
    mark.lines[-1].ends = "space"
    made: list[Strip] = []
    for text in bench.paragraph(item, voice, bench.width - indent) or [bench.one("", voice, bench.width)]:
        text.lines[-1].ends = "space"
        made += bench.strips(text, body, bench.x + indent, bench.width - indent)
    made[0].draw = _both(mark, label, bench.x, indent, made[0])
    return made


def _both(mark: Set, label: Element, x: float, width: float, first: Strip) -> Draw:
    rest = first.draw

    def draw(pen: Pen, top: float, height: float) -> None:
        pen.set(mark, x, top, width, label)
        rest(pen, top, height)

    return draw


def set_checklist(bench: Bench, block: Checklist) -> list[Strip]:
    """Boxes to tick; a ticked one has a tick in it, and both say so to a screen reader."""
    owner = bench.root.child("L", attributes=(("List", "ListNumbering", "/Square"),))
    made: list[Strip] = []
    for item in block.items:
        made += _check(bench, owner, item, block.done_word if item.done else block.open_word)
    if made:
        made[-1].after = bench.gap(2.25)
    return made


def _check(bench: Bench, owner: Element, item: CheckItem, state: str) -> list[Strip]:
    voice, size = bench.edition.body, bench.edition.body.size
    row = owner.child("LI")
    label, body = row.child("Lbl", alt=state), row.child("LBody")
    indent = size * 2
    made: list[Strip] = []
    for text in bench.paragraph(item.text, voice, bench.width - indent):
        text.lines[-1].ends = "space"
        made += bench.strips(text, body, bench.x + indent, bench.width - indent)
    for text in bench.paragraph(item.note, bench.edition.small, bench.width - indent):
        made[-1].keep = True
        made += bench.strips(text, body, bench.x + indent, bench.width - indent)
    if made:
        made[0].draw = _ticked(bench.x, size, voice, label, item.done, made[0])
        made[-1].after = bench.gap(1.5)
    return made


def _ticked(x: float, size: float, voice: Voice, label: Element, done: bool, first: Strip) -> Draw:
    rest = first.draw

    def draw(pen: Pen, top: float, height: float) -> None:
        foot = top + baseline(voice) + 1.5
        pen.mark(label)
        pen.frame(x, foot - size, size, size, INK if done else LINE, 0.9)
        if done:
            pen.stroke(x + size * 0.2, foot - size * 0.5, x + size * 0.43, foot - size * 0.22, INK, 1.4)
            pen.stroke(x + size * 0.43, foot - size * 0.22, x + size * 0.82, foot - size * 0.8, INK, 1.4)
        rest(pen, top, height)

    return draw


def set_facts(bench: Bench, block: Facts) -> list[Strip]:
    """Labels at the left, what belongs to them beside: heard as a table whose rows have heads."""
    look = bench.edition
    owner = bench.root.child("Table")
    widest = max([_width(bench, label, look.head) for label, _ in block.rows], default=0.0)
    indent = min(widest + 14, bench.width * 0.36)
    made: list[Strip] = []
    for label, value in block.rows:
        row = owner.child("TR")
        name, body = row.child("TH", attributes=(("Table", "Scope", "/Row"),)), row.child("TD")
        head = bench.one(label, look.head, indent - 14)
        text = bench.one(value, look.body, bench.width - indent)
        height = max(len(head.lines) * look.head.leading + 1, len(text.lines) * look.body.leading)
        if len(text.lines) <= 8:
            made.append(Strip(height, _fact(bench, head, text, name, body, indent)))
        else:
            lines = bench.strips(text, body, bench.x + indent, bench.width - indent)
            lines[0].draw = _both(head, name, bench.x, indent, lines[0])
            made += lines
        made[-1].after = bench.gap(0.75)
    if made:
        made[-1].after = bench.gap(3)
    return made


def _fact(bench: Bench, head: Set, text: Set, name: Element, body: Element, indent: float) -> Draw:
    drop = baseline(text.voice) - baseline(head.voice)

    def draw(pen: Pen, top: float, height: float) -> None:
        name.join()
        pen.set(head, bench.x, top + drop, indent - 14, name)
        body.join()
        pen.set(text, bench.x + indent, top, bench.width - indent, body)

    return draw


def set_key_figures(bench: Bench, block: KeyFigures) -> list[Strip]:
    """Large figures side by side under a rule, two to four in a row."""
    if not block.figures:
        return []
    owner = bench.root.child("L", attributes=(("List", "ListNumbering", "/None"),))
    widest = max([_width(bench, one.value, bench.edition.figure) for one in block.figures], default=0.0)
    most = max(1, min(4, int((bench.width + 14) // (max(widest, bench.width * 0.16) + 14))))
    rows = -(-len(block.figures) // most)
    across = -(-len(block.figures) // max(1, rows))
    made = []
    for start in range(0, len(block.figures), across):
        made.append(_figure_row(bench, owner, block.figures[start : start + across], across))
    if made:
        made[0].before = bench.gap(4)
        made[-1].after = bench.gap(5)
    return made


def _figure_row(bench: Bench, owner: Element, figures: tuple[KeyFigure, ...], across: int) -> Strip:
    look, gutter = bench.edition, 14.0
    width = (bench.width - gutter * (across - 1)) / across
    made = []
    for one in figures:
        value = bench.one(one.value, look.figure, width)
        label = bench.one(one.label, look.label, width, balance=True)
        value.lines[-1].ends = label.lines[-1].ends = "space"
        made.append((value, label, owner.child("LI").child("LBody")))
    air = bench.gap(1.5)
    height = max(len(v.lines) * look.figure.leading + len(n.lines) * look.label.leading for v, n, _ in made) + air

    def draw(pen: Pen, top: float, height: float) -> None:
        for place, (value, label, body) in enumerate(made):
            x = bench.x + place * (width + gutter)
            pen.mark(None)
            pen.box(x, top, width, 1.5, PRIMARY)
            pen.set(value, x, top + air, width, body)
            pen.set(label, x, top + air + len(value.lines) * look.figure.leading, width, body)

    return Strip(height, draw, after=bench.gap(3))


def set_quotation(bench: Bench, block: Quotation) -> list[Strip]:
    """Somebody's words beside a bar, and who said them."""
    look, indent = bench.edition, bench.gap(5)
    owner = bench.root.child("BlockQuote", language=block.language)
    made: list[Strip] = []
    for text in bench.paragraph(block.text, look.quote, bench.width - indent):
        made += bench.strips(text, owner.child("P"), bench.x + indent, bench.width - indent)
        made[-1].after = bench.gap(1)
    for text in bench.paragraph(block.attribution, look.muted, bench.width - indent):
        if made:
            made[-1].keep = True
        made += bench.strips(text, owner.child("P"), bench.x + indent, bench.width - indent)
    return _barred(bench, made, PRIMARY)


def set_notice(bench: Bench, block: Notice) -> list[Strip]:
    """A sentence that must not be missed, beside a bar in the colour of its kind."""
    look, indent = bench.edition, bench.gap(5)
    ink = MOODS[block.mood]
    owner = bench.root.child("Div")
    made: list[Strip] = []
    voice = Voice(look.body.size, look.body.leading, "bold", ink)
    for text in bench.paragraph(block.title, voice, bench.width - indent):
        made += _kept(bench.strips(text, owner.child("P"), bench.x + indent, bench.width - indent))
    for text in bench.paragraph(block.text, look.body, bench.width - indent):
        made += bench.strips(text, owner.child("P"), bench.x + indent, bench.width - indent)
        made[-1].after = bench.gap(1)
    return _barred(bench, made, ink)


def _barred(bench: Bench, strips: list[Strip], ink: tuple[float, float, float]) -> list[Strip]:
    """Draw a bar at the left of strips and of the air between them."""
    for number, strip in enumerate(strips):
        last = number == len(strips) - 1
        strip.draw = _bar(bench.x, ink, 0.0 if last else strip.after, strip.draw)
    if strips:
        strips[0].before = bench.gap(3)
        strips[-1].after = bench.gap(4)
    return strips


def _bar(x: float, ink: tuple[float, float, float], below: float, rest: Draw) -> Draw:
    def draw(pen: Pen, top: float, height: float) -> None:
        pen.mark(None)
        pen.box(x, top, 3, height + below, ink)
        rest(pen, top, height)

    return draw


def set_contents(bench: Bench, block: Contents, home: Element) -> list[Strip]:
    """The headings with their pages, each line a link to its heading; `home` is where its tags go."""
    look = bench.edition
    made = _kept(bench.strips(bench.one(block.title, look.h2, bench.width), home.child("P"), bench.x, bench.width))
    made[0].before, made[-1].after = bench.gap(4), bench.gap(1)
    owner = home.child("TOC")
    first = len(made)
    for number, title in enumerate(bench.titles):
        if 1 <= title.level <= block.levels:
            made.append(_contents_line(bench, owner, title, number))
    if len(made) > first:
        made[-1].after = bench.gap(4)
    return made


def _contents_line(bench: Bench, owner: Element, title: Title, number: int) -> Strip:
    voice, indent = bench.edition.body, (title.level - 1) * bench.gap(4)
    item = owner.child("TOCI").child("Reference")
    link = item.child("Link", alt=title.text)
    room = bench.width - indent - voice.size * 3
    text = bench.one(title.text, voice, room)
    text.lines[-1].ends = "space"

    def draw(pen: Pen, top: float, height: float) -> None:
        pen.set(text, bench.x + indent, top, room, link)
        words = bench.one(str(title.page + 1), Voice(voice.size, voice.leading, tabular=True), voice.size * 3)
        words.lines[-1].ends = "space"
        low = top + height - voice.leading
        pen.set(words, bench.x + bench.width - words.width, low, words.width, link)
        pen.area((bench.x, top, bench.width, height), title.text, link, "", number)
        pen.mark(None)
        pen.stroke(bench.x, top + height + 0.5, bench.x + bench.width, top + height + 0.5, RULE, 0.4)

    return Strip(len(text.lines) * voice.leading, draw, after=bench.gap(0.75))


def _lines(bench: Bench, words: Text, voice: Voice, role: str, keep: bool = False) -> list[Strip]:
    rows = bench.strips(bench.one(words, voice, bench.width), bench.root.child(role), bench.x, bench.width)
    return _kept(rows) if keep else rows


def _kept(strips: list[Strip]) -> list[Strip]:
    for strip in strips:
        strip.keep = True
    return strips


def _width(bench: Bench, words: Text, voice: Voice) -> float:
    return bench.one(plain(words), voice, 1e6).width
