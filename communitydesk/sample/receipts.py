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


@lru_cache(maxsize=64)
def _font(size: int, style: str = "NotoSans-Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", f"{style}.ttf")), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16)
def _shaping_font(size: int, style: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", f"{style}.ttf")), size)  # shapes where the computer can


def _name_font(text: str, size: int) -> ImageFont.FreeTypeFont:
    gurmukhi = any("\u0a00" <= letter <= "\u0a7f" for letter in text)
    return _shaping_font(size, "NotoSansGurmukhi-Bold" if gurmukhi else "NotoSans-Bold")


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
    pen.text((width / 2, y), slip.payee.upper(), INK, _font(30, "NotoSans-Bold"), "ma")
    y += 50
    for text in shop["address"]:
        pen.text((width / 2, y), text, INK, _font(21), "ma")
        y += 30
    y = _dashes(pen, y + 12, width)
    clock = f"{chance.randint(8, 17):02d}:{chance.randint(0, 59):02d}"
    pen.text((36, y), f"{slip.day:%d/%m/%Y}", INK, _font(22))
    pen.text((width - 36, y), clock, INK, _font(22), "ra")
    y = _dashes(pen, y + 42, width)
    for name, many, price in goods:
        pen.text((36, y), f"{many} x {name}" if many > 1 else name, INK, _font(23))
        pen.text((width - 36, y), _pounds(price), INK, _font(23), "ra")
        y += line
    y = _dashes(pen, y + 8, width)
    sign = "-" if slip.amount < 0 else ""
    pen.text((36, y), "REFUND" if sign else "TOTAL", INK, _font(34, "NotoSans-Bold"))
    pen.text((width - 36, y), f"{sign}£{_pounds(abs(slip.amount))}", INK, _font(34, "NotoSans-Bold"), "ra")
    y += 60
    y = _paid(pen, slip, y, width)
    pen.text((width / 2, y + 14), f"Receipt {slip.number:05d}    Thank you", FAINT, _font(20), "ma")
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
        pen.text((36, y), name, INK, _font(22))
        pen.text((width - 36, y), _pounds(amount), INK, _font(22), "ra")
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
    mask = Image.new("L", paper.size, 255)
    turned = paper.rotate(angle, Image.Resampling.BILINEAR, expand=True)
    mask = mask.rotate(angle, Image.Resampling.BILINEAR, expand=True)
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
    pen.text((112, 78), slip.payee, colour, _name_font(slip.payee, 40))
    for row, text in enumerate(shop["address"]):
        pen.text((112, 138 + row * 29), text, FAINT, _font(21))
    returned = slip.amount < 0
    pen.text((920, 84), "Credit note" if returned else "Invoice", INK, _font(38, "NotoSans-Bold"), "ra")
    facts = (("Number", f"{slip.day:%y%m}-{slip.number:03d}"), ("Date", Words().date(slip.day)))
    for row, (label, value) in enumerate(facts):
        pen.text((660, 152 + row * 32), label, FAINT, _font(21))
        pen.text((920, 152 + row * 32), value, INK, _font(21), "ra")
    pen.text((80, 290), "To", FAINT, _font(20))
    for row, text in enumerate(BUYER):
        pen.text((80, 320 + row * 32), text, INK, _font(23, "NotoSans-Bold" if not row else "NotoSans-Regular"))
    y = _goods(pen, _lines(slip), colour)
    sign = "-" if returned else ""
    pen.text((640, y + 18), "To be credited" if returned else "Total", INK, _font(28, "NotoSans-Bold"))
    pen.text((920, y + 18), f"{sign}£{_pounds(abs(slip.amount))}", INK, _font(28, "NotoSans-Bold"), "ra")
    pen.text((80, y + 130), "No VAT is charged. Payment within 14 days, please.", FAINT, _font(21))
    pen.line((80, 1310, 920, 1310), (200, 198, 192), 2)
    pen.text((80, 1326), f"{slip.payee}  ·  please quote {slip.day:%y%m}-{slip.number:03d}", FAINT, _font(19))
    return page


def _lines(slip: Slip) -> list[Item]:
    return items_of(slip, {}, random.Random(0))  # noqa: S311 - one line needs no chance


def _goods(pen: ImageDraw.ImageDraw, goods: Sequence[Item], colour: str) -> int:
    y = 470
    for x, text, anchor in ((80, "What", "la"), (640, "Number", "ra"), (780, "Each £", "ra"), (920, "£", "ra")):
        pen.text((x, y), text, FAINT, _font(20), anchor)
    y += 36
    pen.line((80, y, 920, y), colour, 3)
    for name, many, price in goods:
        for row, text in enumerate(_wrapped(name, 46)):
            pen.text((80, y + 16 + row * 32), text, INK, _font(24))
        for x, text in ((640, str(many)), (780, _pounds(price // many)), (920, _pounds(price))):
            pen.text((x, y + 16), text, INK, _font(24), "ra")
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
    pen.text((80, 90), "Expenses claim", INK, _font(44, "NotoSans-Bold"))
    pen.text((80, 156), BUYER[0], FAINT, _font(24))
    rows = (("Name", slip.payee), ("Date", Words().date(slip.day)), ("What for", slip.what),
            ("Rate", "45p a mile"), ("Amount", f"£{_pounds(slip.amount)}"))  # fmt: skip
    y = 250
    for label, value in rows:
        pen.rectangle((80, y, 920, y + 84), outline=(170, 168, 162), width=2)
        pen.text((98, y + 8), label, FAINT, _font(18))
        blue = (30, 52, 120)
        pen.text((98, y + 34), value, blue, _name_font(value, 28) if label == "Name" else _font(27))
        y += 84
    for x, name in ((80, "Signed"), (540, "Agreed by the treasurer")):
        pen.line((x, y + 130, x + 380, y + 130), INK, 2)
        pen.text((x, y + 140), name, FAINT, _font(20))
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
    angle = chance.uniform(-0.7, 0.7)
    return page.rotate(angle, Image.Resampling.BILINEAR, fillcolor=(247, 247, 244))


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def _pdf(page: Image.Image, day: dt.date) -> bytes:
    kept = io.BytesIO()
    stamp = dt.datetime.combine(day, dt.time(9), dt.UTC).timetuple()
    page.save(kept, "PDF", resolution=121, quality=70, title="", creationDate=stamp, modDate=stamp, producer="Scanner")
    return kept.getvalue()
