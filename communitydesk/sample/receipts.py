"""Draws receipts as they lie on the kitchen table: a till roll, a stall-holder's page, a bill, a mileage claim."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from communitydesk.desk.resources import resource
from communitydesk.desk.words import Words

BUYER = ("Copperbeech Neighbours", "Copperbeech Hall, Orchard Rise", "Harlsmere HM4 7QX")
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
PAPER, INK, FAINT = (250, 248, 242), (38, 38, 42), (120, 118, 112)
Item = tuple[str, int, int]
"""What, how many, and the price of all of them together in pence."""


@dataclass(frozen=True)
class Slip:
    """What a receipt says. `amount` in pence, negative when money came back; `method` as of a payment."""

    payee: str
    what: str
    amount: int
    day: dt.date
    method: str
    number: int


def draw(slip: Slip, kind: str, shops: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return a receipt's content and its media type. `kind`: "till", "bill", "pdf" (a scanned bill) or "claim"."""
    shop = shops.get(slip.payee, {"address": [], "colour": "#444444", "items": []})
    chance = random.Random(f"{slip.payee} {slip.day} {slip.amount} {slip.number}")  # noqa: S311 - a drawing
    if kind == "till":
        return _jpeg(_on_a_table(_till(slip, shop, chance), chance), 74), "image/jpeg"
    page = _claim(slip) if kind == "claim" else _bill(slip, shop)
    page = _scanned(page, chance)
    if kind == "pdf":
        return _pdf(page, slip.day), "application/pdf"
    return _jpeg(page, 70), "image/jpeg"


PLAIN, BOLD = "AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"


@lru_cache(maxsize=64)
def _font(size: int, style: str) -> ImageFont.FreeTypeFont:
    plain = ImageFont.Layout.BASIC if style in (PLAIN, BOLD) else None  # the others shape where the computer can
    return ImageFont.truetype(str(resource("fonts", f"{style}.ttf")), size, layout_engine=plain)


@lru_cache(maxsize=512)
def _written(text: str, size: int, style: str) -> Image.Image:
    """Return the mask of a text: shops and buyers come again and again, and setting letters is slow."""
    font = _font(size, style)
    mask = Image.new("L", (int(font.getlength(text)) + 4, size * 3 // 2))
    ImageDraw.Draw(mask).text((1, 0), text, 255, font)
    return mask


def _write(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, *, style: str = PLAIN,
           colour: Any = INK, side: str = "l") -> None:  # fmt: skip
    """Write a text whose left end, middle or right end ("l", "m", "r") is at x and whose top is at y."""
    mask = _written(text, size, style)
    left = x - {"l": 0, "m": mask.width / 2, "r": mask.width}[side]
    pen.bitmap((int(left), int(y)), mask, colour)


def _style_of_name(text: str) -> str:
    if any("\u0a00" <= letter <= "\u0a7f" for letter in text):
        return "NotoSansGurmukhi-Bold"
    return BOLD if all(letter < "\u1e00" and not "\u0300" <= letter <= "\u036f" for letter in text) else "NotoSans-Bold"


def _pounds(pence: int) -> str:
    return Words().amount(pence).replace("−", "-")


def items_of(slip: Slip, shop: Mapping[str, Any], chance: random.Random) -> list[Item]:
    """Return lines of goods that add up to the receipt's amount."""
    wanted, known = abs(slip.amount), list(shop.get("items", ()))
    first = slip.what.split(" ", 1)[0].lower()
    if first in NUMBERS and wanted % (many := NUMBERS.index(first) + (first == "twelve")) == 0:
        return [(slip.what.split(" ", 1)[1].capitalize(), many, wanted)]
    known = [one for one in known if one[1] <= wanted]
    if not known or any(slip.what.startswith(name) for name in shop.get("one", ())):
        return [(slip.what, 1, wanted)]
    chosen: dict[str, list[int]] = {}
    left = wanted
    while fits := [one for one in known if one[1] <= left and (len(chosen) < 8 or one[0] in chosen)]:
        name, price = chance.choice(fits)
        entry = chosen.setdefault(name, [0, price])
        entry[0] += 1
        left -= price
    found = [(name, many, many * price) for name, (many, price) in chosen.items()]
    return [*found, (shop.get("rest", "SUNDRIES"), 1, left)] if left else found


# -- a till roll ----------------------------------------------------------------------------------


def _till(slip: Slip, shop: Mapping[str, Any], chance: random.Random) -> Image.Image:
    goods = items_of(slip, shop, chance)
    width, line = 560, 38
    page = Image.new("RGB", (width, 640 + line * len(goods)), PAPER)
    pen = ImageDraw.Draw(page)
    y = 40
    _write(pen, width / 2, y, slip.payee.upper(), 30, style=BOLD, side="m")
    y += 50
    for text in shop["address"]:
        _write(pen, width / 2, y, text, 21, side="m")
        y += 30
    y = _dashes(pen, y + 12, width)
    clock = f"{chance.randint(8, 17):02d}:{chance.randint(0, 59):02d}"
    _write(pen, 36, y, f"{slip.day:%d/%m/%Y}", 22)
    _write(pen, width - 36, y, clock, 22, side="r")
    y = _dashes(pen, y + 42, width)
    for name, many, price in goods:
        _write(pen, 36, y, f"{many} x {name}" if many > 1 else name, 23)
        _write(pen, width - 36, y, _pounds(price), 23, side="r")
        y += line
    y = _dashes(pen, y + 8, width)
    sign = "-" if slip.amount < 0 else ""
    _write(pen, 36, y, "REFUND" if sign else "TOTAL", 34, style=BOLD)
    _write(pen, width - 36, y, f"{sign}£{_pounds(abs(slip.amount))}", 34, style=BOLD, side="r")
    y += 60
    y = _paid(pen, slip, y, width)
    _write(pen, width / 2, y + 14, f"Receipt {slip.number:05d}    Thank you", 20, colour=FAINT, side="m")
    return page.crop((0, 0, width, y + 84))


def _dashes(pen: ImageDraw.ImageDraw, y: int, width: int) -> int:
    for x in range(36, width - 36, 14):
        pen.line((x, y, x + 7, y), FAINT, 2)
    return y + 16


def _paid(pen: ImageDraw.ImageDraw, slip: Slip, y: int, width: int) -> int:
    if slip.method == "cash":
        given = -(-abs(slip.amount) // 500) * 500
        rows = [("CASH", given), ("CHANGE", given - abs(slip.amount))]
    else:
        rows = [("DEBIT **** **** **** 4471", abs(slip.amount))]
    for name, amount in rows:
        _write(pen, 36, y, name, 22)
        _write(pen, width - 36, y, _pounds(amount), 22, side="r")
        y += 34
    return y


def _on_a_table(paper: Image.Image, chance: random.Random) -> Image.Image:
    """Lay a slip on a table top, a little askew, as a telephone sees it."""
    paper = _creased(paper, chance)
    width, height = paper.width + 190, paper.height + 170
    table = chance.choice(((120, 92, 66), (86, 96, 104), (150, 128, 98), (70, 84, 78)))
    ground = Image.new("RGB", (width, height), table)
    across, down = width // 6, 12
    grain = Image.frombytes("L", (across, down), chance.randbytes(across * down))
    grain = grain.resize((width, height), Image.Resampling.BILINEAR).point(lambda v: max(0, (v - 96) // 6))
    ground = ImageChops.add(ground, Image.merge("RGB", (grain, grain, grain)))
    angle = chance.uniform(-2.4, 2.4)
    turned = paper.rotate(angle, Image.Resampling.BILINEAR, expand=True)
    mask = Image.new("L", paper.size, 255).rotate(angle, Image.Resampling.NEAREST, expand=True)
    mask = mask.filter(ImageFilter.BoxBlur(1))
    place = ((width - turned.width) // 2, (height - turned.height) // 2)
    shade = Image.new("L", (width, height), 0)
    shade.paste(mask.point(lambda v: v * 5 // 10), (place[0] + 7, place[1] + 10))
    ground.paste((20, 16, 12), (0, 0), shade.filter(ImageFilter.BoxBlur(9)))
    ground.paste(turned, place, mask)
    return ground


def _creased(paper: Image.Image, chance: random.Random) -> Image.Image:
    """Give a paper its torn end and the soft shade of a fold."""
    shade = Image.new("L", paper.size, 255)
    pen = ImageDraw.Draw(shade)
    fold = int(paper.height * chance.uniform(0.42, 0.6))
    for depth in range(26):
        pen.line((0, fold + depth, paper.width, fold + depth), 236 + depth * 19 // 26)
    pen.line((0, fold - 1, paper.width, fold - 1), 246, 2)
    paper = ImageChops.multiply(paper, Image.merge("RGB", (shade,) * 3))
    return paper


# -- a bill ---------------------------------------------------------------------------------------


def _bill(slip: Slip, shop: Mapping[str, Any]) -> Image.Image:
    page = Image.new("RGB", (1000, 1414), (255, 255, 253))
    pen = ImageDraw.Draw(page)
    colour = shop["colour"]
    pen.rectangle((80, 84, 92, 84 + 104), colour)
    _write(pen, 112, 78, slip.payee, 40, style=_style_of_name(slip.payee), colour=colour)
    for row, text in enumerate(shop["address"]):
        _write(pen, 112, 138 + row * 29, text, 21, colour=FAINT)
    returned = slip.amount < 0
    _write(pen, 920, 84, "Credit note" if returned else "Invoice", 38, style=BOLD, side="r")
    facts = (("Number", f"{slip.day:%y%m}-{slip.number:03d}"), ("Date", Words().date(slip.day)))
    for row, (label, value) in enumerate(facts):
        _write(pen, 660, 152 + row * 32, label, 21, colour=FAINT)
        _write(pen, 920, 152 + row * 32, value, 21, side="r")
    _write(pen, 80, 290, "To", 20, colour=FAINT)
    for row, text in enumerate(BUYER):
        _write(pen, 80, 320 + row * 32, text, 23, style=BOLD if not row else PLAIN)
    y = _goods(pen, _lines(slip), colour)
    sign = "-" if returned else ""
    _write(pen, 640, y + 18, "To be credited" if returned else "Total", 28, style=BOLD)
    _write(pen, 920, y + 18, f"{sign}£{_pounds(abs(slip.amount))}", 28, style=BOLD, side="r")
    _write(pen, 80, y + 130, "No VAT is charged. Payment within 14 days, please.", 21, colour=FAINT)
    pen.line((80, 1310, 920, 1310), (200, 198, 192), 2)
    _write(pen, 80, 1326, f"Please quote {slip.day:%y%m}-{slip.number:03d} when you pay.", 19, colour=FAINT)
    return page


def _lines(slip: Slip) -> list[Item]:
    return items_of(slip, {}, random.Random(0))  # noqa: S311 - one line needs no chance


def _goods(pen: ImageDraw.ImageDraw, goods: Sequence[Item], colour: str) -> int:
    y = 470
    for x, text, side in ((80, "What", "l"), (640, "Number", "r"), (780, "Each £", "r"), (920, "£", "r")):
        _write(pen, x, y, text, 20, colour=FAINT, side=side)
    y += 36
    pen.line((80, y, 920, y), colour, 3)
    for name, many, price in goods:
        for row, text in enumerate(_wrapped(name, 46)):
            _write(pen, 80, y + 16 + row * 32, text, 24)
        for x, text in ((640, str(many)), (780, _pounds(price // many)), (920, _pounds(price))):
            _write(pen, x, y + 16, text, 24, side="r")
        y += 34 + 32 * len(_wrapped(name, 46))
        pen.line((80, y, 920, y), (214, 212, 206), 2)
    return y


def _wrapped(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _claim(slip: Slip) -> Image.Image:
    page = Image.new("RGB", (1000, 1414), (255, 255, 253))
    pen = ImageDraw.Draw(page)
    _write(pen, 80, 90, "Expenses claim", 44, style=BOLD)
    _write(pen, 80, 156, BUYER[0], 24, colour=FAINT)
    rows = (("Name", slip.payee), ("Date", Words().date(slip.day)), ("What for", slip.what),
            ("Rate", "45p a mile"), ("Amount", f"£{_pounds(slip.amount)}"))  # fmt: skip
    y = 250
    for label, value in rows:
        pen.rectangle((80, y, 920, y + 84), outline=(170, 168, 162), width=2)
        _write(pen, 98, y + 8, label, 18, colour=FAINT)
        blue = (30, 52, 120)
        _write(pen, 98, y + 34, value, 28, style=_style_of_name(value) if label == "Name" else PLAIN, colour=blue)
        y += 84
    for x, name in ((80, "Signed"), (540, "Agreed by the treasurer")):
        pen.line((x, y + 130, x + 380, y + 130), INK, 2)
        _write(pen, x, y + 140, name, 20, colour=FAINT)
        _signature(pen, x + 30, y + 110, random.Random(name + slip.payee))  # noqa: S311
    return page


def _signature(pen: ImageDraw.ImageDraw, x: float, y: float, chance: random.Random) -> None:
    points = [(x, y)]
    middle = y
    for _ in range(16):
        x, y = x + chance.uniform(6, 18), middle - chance.uniform(-12, 44)
        points.append((x, y))
    pen.line(points, (30, 52, 120), 3, joint="curve")


def _scanned(page: Image.Image, chance: random.Random) -> Image.Image:
    """Feed a page a little askew: strips moved by a pixel each are as good as a turn and a tenth of its time."""
    for upright in (True, False):
        across, along = page.size if upright else page.size[::-1]
        steps = chance.choice((-9, -7, -5, 5, 7, 9))
        kept = Image.new("RGB", page.size, (247, 247, 244))
        for step in range(abs(steps)):
            start, end = along * step // abs(steps), along * (step + 1) // abs(steps)
            move = (step - abs(steps) // 2) * (1 if steps > 0 else -1) * (1 if upright else -1)
            if upright:
                kept.paste(page.crop((0, start, across, end)), (move, start))
            else:
                kept.paste(page.crop((start, 0, end, across)), (start, move))
        page = kept
    return page


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def _pdf(page: Image.Image, day: dt.date) -> bytes:
    kept = io.BytesIO()
    stamp = dt.datetime.combine(day, dt.time(9), dt.UTC).timetuple()
    page.save(kept, "PDF", resolution=121, quality=70, title="", creationDate=stamp, modDate=stamp, producer="Scanner")
    return kept.getvalue()
