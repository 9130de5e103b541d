"""Sets sticky labels: each text inside its own label, as large as fits, where the sheet has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.paper.bench import Bench
from communitydesk.paper.blocks import Labels, LabelSheet
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen
from communitydesk.paper.style import MM, Voice

AIR = 3.5 * MM
"""Left free inside a label's edge, since no printer feeds paper quite straight."""

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
_TOO_LONG = N_("One of the texts is too long for a label of this size. Choose larger labels.")


def draw(bench: Bench, pen: Pen, block: Labels, told: Callable[[float], None]) -> None:
    """Draw every label; raise `Trouble` where a text fits at no size that can be read. `told` is given 0.5 to 0.9."""
    sheet = block.sheet
    each = sheet.across * sheet.down
    voices = tuple(replace(bench.edition.body, size=size, leading=size * 1.25) for size in _SIZES)
    owner = bench.root.child("L", attributes=(("List", "ListNumbering", "/None"),))
    for number, label in enumerate(block.labels):
        told(0.5 + 0.4 * number / len(block.labels))
        place = number + block.skip % each
        if number == 0 or place % each == 0:
            pen.page()
        row, column = divmod(place % each, sheet.across)
        x = (sheet.left + column * sheet.step_across) * MM
        y = (sheet.top + row * sheet.step_down) * MM
        texts = _fitting(bench, sheet, label, voices)
        body = owner.child("LI").child("LBody")
        tall = sum(len(text.lines) * text.voice.leading for text in texts)
        at = y + max(AIR, (sheet.tall * MM - tall) / 2)
        for text in texts:
            text.lines[-1].ends = "space"
            pen.set(text, x + AIR, at, sheet.wide * MM - 2 * AIR, body, "natural")
            at += len(text.lines) * text.voice.leading
        pen.close()


def _fitting(bench: Bench, sheet: LabelSheet, label: tuple[str, ...], voices: tuple[Voice, ...]) -> list[Set]:
    """The label's lines set as large as they fit; a line that is too wide goes on below."""
    wide, tall = sheet.wide * MM - 2 * AIR, sheet.tall * MM - 2 * AIR
    smaller: list[Set] = []
    for voice in voices:
        texts = [bench.one(line, voice, wide) for line in label if line.strip()]
        lines = sum(len(text.lines) for text in texts)
        if lines * voice.leading <= tall:
            if lines == len(texts):
                return texts
            smaller = smaller or texts  # it fits with a line turned over: smaller letters may spare that
            if voice.size <= _SIZES[3]:
                return smaller
    if not smaller:
        raise Trouble(_TOO_LONG)
    return smaller
