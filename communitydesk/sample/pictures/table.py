"""Pictures of tables: lunch from above, lunch from the hatch, tea, mending."""

from __future__ import annotations

import math

from communitydesk.sample.pictures.brush import Brush, Colour, dark, hue, light, mix
from communitydesk.sample.pictures.people import figure

CREAM, AMBER, TEAL, TOMATO, PLUM = hue("#f6efe0"), hue("#e3a53a"), hue("#155e63"), hue("#cf4a34"), hue("#6a3b57")
LEAF, FRESH, DEEP, WOOD = hue("#4f8a4c"), hue("#8dbb5c"), hue("#2d5f45"), hue("#b98a58")


def planks(brush: Brush, y: float, height: float, colour: Colour, rows: int) -> None:
    """Boards across the picture with their grain."""
    for row in range(rows):
        top = y + height * row / rows
        brush.box(0, top, brush.width, height / rows - 3, mix(colour, dark(colour, 0.12), brush.chance.random()))
        for _ in range(14):
            x, gy = brush.chance.uniform(-100, brush.width), top + brush.chance.uniform(0.1, 0.9) * height / rows
            brush.stroke([(x, gy), (x + 120, gy + 3), (x + 260, gy)], (*dark(colour, 0.2)[:3], 70), 2, soft=True)


def bowl(brush: Brush, x: float, y: float, size: float, rim: Colour, soup: Colour) -> None:
    """A bowl of soup from above with its spoon."""
    brush.oval(x + 12, y + 16, size * 1.04, size * 1.04, (40, 26, 20, 70))
    brush.oval(x, y, size, size, rim)
    brush.oval(x, y, size * 0.9, size * 0.9, light(rim, 0.25))
    brush.oval(x, y, size * 0.78, size * 0.78, dark(soup, 0.12))
    brush.oval(x - 3, y - 3, size * 0.75, size * 0.75, soup)
    swirl = [
        (x + math.cos(n * 0.5) * size * 0.05 * n * 0.62, y + math.sin(n * 0.5) * size * 0.05 * n * 0.62)
        for n in range(4, 19)
    ]
    brush.stroke(swirl, light(soup, 0.72), size * 0.055, soft=True)
    for turn in (20, 140, 260):
        brush.leaf(x + 4, y - 2, size * 0.3, size * 0.17, turn, LEAF)


def spoon(brush: Brush, x: float, y: float, turn: float) -> None:
    """A spoon from above."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    brush.stroke([(x + 6, y + 8), (x + 6 + cos * 150, y + 8 + sin * 150)], (40, 26, 20, 60), 13)
    brush.stroke([(x, y), (x + cos * 150, y + sin * 150)], hue("#c3c8c9"), 12)
    brush.oval(x - cos * 26, y - sin * 26, 44, 27, hue("#c3c8c9"), turn)
    brush.oval(x - cos * 26, y - sin * 26, 32, 17, hue("#dfe3e3"), turn)


def table(brush: Brush) -> None:
    """Wednesday's table from above."""
    planks(brush, 0, 1067, hue("#a97a4d"), 6)
    brush.box(0, 210, 1600, 650, hue("#f3ead8"))
    for n in range(41):
        brush.box(n * 40, 210, 16, 650, hue("#9fc0b8", 70))
    for n in range(17):
        brush.box(0, 214 + n * 40, 1600, 16, hue("#9fc0b8", 70))
    brush.fade(0, 860, 1600, 18, (50, 30, 20, 90), (50, 30, 20, 0))
    rims = (hue("#2f7f86"), hue("#e9e2d3"), hue("#c2703d"), hue("#46608a"))
    soups = (hue("#d3552f"), hue("#d8622f"))
    for n in range(5):
        x = 150 + n * 325
        bowl(brush, x, 316 if n % 2 else 330, 112, rims[n % 4], soups[n % 2])
        bowl(brush, x + 40, 752 if n % 2 else 738, 112, rims[(n + 2) % 4], soups[(n + 1) % 2])
        spoon(brush, x + 150, 300, 84)
        spoon(brush, x + 186, 770, -96)
    _board(brush, 430, 532)
    _salad(brush, 900, 536)
    _jug(brush, 1230, 530)
    for x, y in ((90, 540), (690, 560), (1480, 560)):
        brush.oval(x + 8, y + 10, 50, 50, (40, 26, 20, 60))
        brush.oval(x, y, 50, 50, (214, 232, 232, 235))
        brush.oval(x, y, 40, 40, hue("#bfdedb"))
        brush.oval(x - 12, y - 12, 14, 9, (255, 255, 255, 190), -35)


def _board(brush: Brush, x: float, y: float) -> None:
    brush.box(x - 196, y - 76, 410, 170, (40, 26, 20, 70), 26)
    brush.box(x - 205, y - 88, 410, 170, hue("#8d6238"), 26)
    brush.oval(x - 80, y - 2, 120, 70, hue("#7a4a26"))
    brush.oval(x - 82, y - 8, 112, 62, hue("#9b6233"))
    for n in range(3):
        brush.stroke([(x - 140 + n * 44, y - 40), (x - 116 + n * 44, y + 24)], hue("#d9b07a"), 8)
    for n in range(4):
        sx = x + 46 + n * 38
        brush.oval(sx, y, 30, 58, hue("#8d5730"), 8)
        brush.oval(sx - 3, y, 25, 51, hue("#e5c594"), 8)


def _salad(brush: Brush, x: float, y: float) -> None:
    brush.oval(x + 12, y + 16, 150, 150, (40, 26, 20, 80))
    brush.oval(x, y, 148, 148, hue("#8a6038"))
    brush.oval(x, y, 132, 132, hue("#6e4b2b"))
    for _ in range(56):
        angle, far = brush.chance.uniform(0, math.tau), 96 * math.sqrt(brush.chance.random())
        px, py = x + math.cos(angle) * far, y + math.sin(angle) * far
        colour = mix(LEAF, FRESH, brush.chance.random())
        brush.leaf(px, py, brush.chance.uniform(44, 70), 34, brush.chance.uniform(0, 360), colour)
    for n in range(9):
        angle = n * 2.4
        far = 22 + n * 9
        px, py = x + math.cos(angle) * far, y + math.sin(angle) * far
        if n % 3 == 1:
            brush.oval(px, py, 24, 24, hue("#c84f74"))
            brush.oval(px, py, 19, 19, hue("#fbf3f0"))
        else:
            brush.oval(px, py, 25, 25, dark(TOMATO, 0.1))
            brush.oval(px - 2, py - 2, 20, 20, TOMATO)
            brush.oval(px - 8, py - 9, 6, 4, (255, 255, 255, 130))


def _jug(brush: Brush, x: float, y: float) -> None:
    brush.oval(x + 12, y + 16, 70, 70, (40, 26, 20, 80))
    brush.oval(x, y, 68, 68, hue("#46608a"))
    for n in range(12):
        angle = math.tau * n / 12
        brush.leaf(x, y, 116, 44, math.degrees(angle) + 14, mix(LEAF, DEEP, brush.chance.random()))
    for n in range(11):
        angle, far = n * 2.4, 12 + n * 7.2
        px, py = x + math.cos(angle) * far, y + math.sin(angle) * far
        colour = (hue("#e8c9d6"), AMBER, hue("#fbf3e4"), hue("#c86a86"))[n % 4]
        for petal in range(7):
            brush.leaf(px, py, 34, 19, petal * 51 + n * 20, colour)
        brush.oval(px, py, 9, 9, hue("#b7791f"))


def backs(brush: Brush) -> None:
    """Lunch from the kitchen hatch: five people from behind, by the window."""
    brush.fade(0, 0, 1600, 1067, hue("#efe3cd"), hue("#e2cfae"))
    for x in (90, 600, 1110):
        brush.box(x, 70, 400, 420, hue("#fbf6ea"))
        brush.fade(x + 22, 92, 356, 376, hue("#b9dbe6"), hue("#e9f2dc"))
        for n in range(4):
            size = 70 + 22 * ((n * 7 + x) % 3)
            brush.oval(x + 60 + n * 86, 440, size * 0.75, size * 0.8, (*mix(FRESH, LEAF, n / 4)[:3], 200))
        brush.box(x, 440 + 28, 400, 110, hue("#e9d9bb"))
        brush.box(x + 190, 80, 20, 400, hue("#fbf6ea"))
        brush.box(x - 14, 470, 428, 24, hue("#fffaf0"), 4)
    _far_row(brush)
    brush.poly([(0, 640), (1600, 640), (1600, 730), (0, 730)], hue("#f3ead8"))
    brush.fade(0, 640, 1600, 90, (120, 90, 60, 0), (120, 90, 60, 60))
    for n in range(9):
        x = 90 + n * 178
        brush.oval(x, 668, 52, 15, hue("#ffffff"))
        brush.oval(x, 662, 38, 13, (hue("#d3552f"), AMBER, FRESH)[n % 3])
    for x, colour in ((270, TEAL), (810, hue("#c2703d")), (1340, hue("#46608a"))):
        brush.box(x - 30, 584, 60, 76, colour, 14)
        for n in range(6):
            brush.leaf(x, 586, 72, 30, -150 + n * 24, mix(LEAF, FRESH, n / 6))
        brush.oval(x - 20, 530, 16, 16, AMBER)
        brush.oval(x + 22, 524, 16, 16, hue("#c86a86"))
    near = (
        (170, hue("#7a3b46"), hue("#8a5a3c"), "scarf", hue("#d9c3a0")),
        (490, hue("#3c5a78"), hue("#e3b596"), "bald", hue("#d8d5cf")),
        (805, hue("#4d7a5a"), hue("#5c3a28"), "curls", hue("#2b2320")),
        (1120, hue("#c98a3a"), hue("#b98260"), "turban", hue("#155e63")),
        (1430, hue("#6a4a72"), hue("#e9c4a6"), "bun", hue("#cfcac3")),
    )
    for x, coat, skin, head, hair in near:
        figure(brush, x, 1000, 1.36, coat, skin, head, hair)
    for x, *_ in near:
        brush.box(x - 150, 930, 300, 60, hue("#9a6b3c"), 18)
        for side in (-128, 100):
            brush.box(x + side, 930, 28, 160, hue("#84592f"), 8)
    brush.fade(0, 0, 1600, 1067, (255, 236, 190, 46), (255, 236, 190, 0))


def _far_row(brush: Brush) -> None:
    """People on the far side of the table, too far off to have faces."""
    coats = (hue("#8aa39a"), hue("#c9a58a"), hue("#9a8aa8"), hue("#b8b08a"), hue("#8a9ab0"), hue("#c49a9a"))
    skins = (hue("#e3b596"), hue("#8a5a3c"), hue("#c98d6b"), hue("#5c3a28"))
    for n in range(7):
        x = 110 + n * 230
        skin = skins[n % 4]
        brush.blob(
            [(x - 72, 650), (x - 62, 580), (x - 26, 556), (x + 26, 556), (x + 62, 580), (x + 72, 650)], coats[n % 6]
        )
        brush.oval(x, 520, 32, 38, skin)
        brush.oval(x, 500, 35, 26, (hue("#3a2c28"), hue("#b9b3aa"), hue("#5c4636"))[n % 3])


def opening(brush: Brush) -> None:
    """The day the high beds were opened, from behind."""
    from communitydesk.sample.pictures.garden import bed, grass, lettuce, marigold, sky, tree
    from communitydesk.sample.pictures.place import bunting

    sky(brush, 520)
    for x, size in ((120, 300), (420, 240), (1220, 280), (1500, 340)):
        tree(brush, x, 520, size, mix(LEAF, DEEP, brush.chance.random()))
    grass(brush, 505, hue("#6f9d55"), hue("#a9c684"))
    bunting(brush, 0, 170, 820, 80, 10)
    bunting(brush, 820, 170, 800, 80, 10)
    bed(brush, 120, 640, 1360, 90, 170)
    for n in range(13):
        x = 210 + n * 98
        if n % 3:
            lettuce(brush, x, 612, 86, FRESH if n % 2 else hue("#8d5a6c"))
        else:
            marigold(brush, x, 630, 70)
    _chair(brush, 800, 1010)
    figure(brush, 800, 930, 1.2, hue("#2f7f86"), hue("#8a5a3c"), "long", hue("#2b2320"))
    _chair(brush, 800, 1010, back=True)
    figure(brush, 330, 1090, 1.5, hue("#b5603f"), hue("#e3b596"), "hair", hue("#8a5a34"))
    figure(brush, 1270, 1090, 1.5, hue("#46608a"), hue("#c98d6b"), "scarf", hue("#e3c46a"))


def _chair(brush: Brush, x: float, foot: float, *, back: bool = False) -> None:
    if back:
        brush.box(x - 128, foot - 190, 256, 120, hue("#33383c"), 22)
        for side in (-1, 1):
            brush.stroke([(x + side * 120, foot - 200), (x + side * 168, foot - 214)], hue("#2b2f32"), 16)
        return
    brush.shade(x, foot + 40, 250, 24, 100)
    for side in (-1, 1):
        brush.oval(x + side * 158, foot - 70, 40, 118, hue("#2b2f32"))
        brush.oval(x + side * 158, foot - 70, 26, 98, hue("#8f989c"))


def tea(brush: Brush) -> None:
    """A teapot, four cups, biscuits."""
    brush.fade(0, 0, 1280, 1600, hue("#2f6f70"), hue("#1f5558"))
    brush.poly([(720, 60), (1190, 0), (1190, 620), (720, 700)], (255, 240, 200, 40))
    brush.poly([(940, 30), (962, 28), (962, 662), (940, 666)], hue("#2f6f70", 120))
    brush.fade(0, 880, 1280, 720, hue("#efe2c8"), hue("#e0cda8"))
    for row in range(6):
        for column in range(9):
            x, y = column * 160 + (row % 2) * 80, 950 + row * 124
            for petal in range(4):
                brush.leaf(x, y, 44, 22, petal * 90 + 45, hue("#b5603f", 150))
            brush.oval(x, y, 9, 9, hue("#2f6f70", 170))
    brush.box(0, 872, 1280, 18, hue("#d0b98e"))
    _pot(brush, 620, 1010)
    _mug(brush, 200, 1150, hue("#c2703d"))
    _glass(brush, 1050, 1080)
    _small(brush, 1010, 1370)
    _cup(brush, 300, 1440)
    brush.shade(660, 1400, 190, 40, 90)
    brush.oval(650, 1380, 190, 62, hue("#ffffff"))
    brush.oval(650, 1376, 160, 48, hue("#f1ece2"))
    for n, (dx, dy) in enumerate(((-90, 0), (-30, -18), (34, -8), (92, 4), (0, 20))):
        brush.oval(650 + dx, 1366 + dy, 50, 22, hue("#9b6233"))
        brush.oval(650 + dx, 1360 + dy, 50, 22, hue("#d9a561") if n % 2 else hue("#c98d4b"))
        for dot in range(4):
            brush.oval(626 + dx + dot * 16, 1358 + dy + (dot % 2) * 8, 4, 3, hue("#8d5730"))


def _steam(brush: Brush, x: float, y: float) -> None:
    for n in range(2):
        sx = x + n * 26
        brush.stroke(
            [(sx, y), (sx + 16, y - 46), (sx - 8, y - 92), (sx + 10, y - 140)], (255, 255, 255, 110), 9, soft=True
        )


def _pot(brush: Brush, x: float, foot: float) -> None:
    body = hue("#46608a")
    brush.shade(x, foot + 120, 300, 44, 120)
    brush.stroke(
        [(x + 190, foot - 150), (x + 330, foot - 130), (x + 300, foot + 40), (x + 190, foot + 50)],
        dark(body, 0.15),
        40,
        soft=True,
    )
    brush.blob(
        [
            (x - 180, foot - 40),
            (x - 300, foot - 120),
            (x - 360, foot - 210),
            (x - 320, foot - 216),
            (x - 170, foot - 130),
        ],
        dark(body, 0.08),
    )
    brush.oval(x, foot - 40, 240, 180, body)
    brush.oval(x - 70, foot - 100, 70, 40, (255, 255, 255, 50), -28)
    brush.oval(x, foot - 206, 120, 34, dark(body, 0.22))
    brush.oval(x, foot - 216, 112, 36, light(body, 0.1))
    brush.oval(x, foot - 262, 28, 26, dark(body, 0.1))
    for n in range(7):
        angle = n * 0.45 - 1.35
        for petal in range(5):
            brush.leaf(x + math.sin(angle) * 190, foot - 20 + math.cos(angle) * 44, 26, 15, petal * 72, hue("#f3e6c8"))
    _steam(brush, x - 356, foot - 240)


def _mug(brush: Brush, x: float, foot: float, colour: Colour) -> None:
    brush.shade(x, foot, 120, 22, 100)
    brush.stroke(
        [(x + 78, foot - 140), (x + 150, foot - 130), (x + 146, foot - 60), (x + 78, foot - 46)],
        dark(colour, 0.1),
        22,
        soft=True,
    )
    brush.box(x - 90, foot - 180, 180, 186, colour, 22)
    brush.box(x + 40, foot - 176, 50, 178, dark(colour, 0.1), 20)
    brush.oval(x, foot - 178, 90, 22, light(colour, 0.2))
    brush.oval(x, foot - 176, 76, 16, hue("#8d4f25"))
    _steam(brush, x - 12, foot - 210)


def _glass(brush: Brush, x: float, foot: float) -> None:
    brush.shade(x, foot + 6, 120, 20, 100)
    brush.oval(x, foot, 110, 24, hue("#ffffff"))
    brush.oval(x, foot - 6, 80, 16, hue("#d9534a"))
    brush.blob([(x - 66, foot - 190), (x - 44, foot - 110), (x - 56, foot - 16), (x + 56, foot - 16),
                (x + 44, foot - 110), (x + 66, foot - 190)],
               (176, 84, 34, 235))  # fmt: skip
    brush.oval(x, foot - 190, 66, 14, hue("#e7c9a4"))
    brush.stroke([(x - 46, foot - 170), (x - 30, foot - 110), (x - 40, foot - 40)], (255, 255, 255, 140), 9, soft=True)
    _steam(brush, x - 10, foot - 220)


def _small(brush: Brush, x: float, foot: float) -> None:
    brush.shade(x, foot, 120, 20, 100)
    brush.blob([(x - 110, foot - 110), (x - 70, foot), (x + 70, foot), (x + 110, foot - 110)], hue("#f3f0ea"))
    brush.oval(x, foot - 108, 106, 26, hue("#dcd6ca"))
    brush.oval(x, foot - 104, 92, 19, hue("#a9b85f"))
    brush.stroke(
        [(x - 66, foot - 60), (x - 20, foot - 40), (x + 30, foot - 62), (x + 66, foot - 44)],
        hue("#46608a"),
        8,
        soft=True,
    )


def _cup(brush: Brush, x: float, foot: float) -> None:
    brush.shade(x, foot + 8, 170, 30, 100)
    brush.oval(x, foot, 160, 40, hue("#e8d3da"))
    brush.oval(x, foot - 4, 120, 26, hue("#f5e8ec"))
    brush.stroke(
        [(x + 70, foot - 110), (x + 140, foot - 104), (x + 124, foot - 50), (x + 60, foot - 40)],
        hue("#d9a9b8"),
        15,
        soft=True,
    )
    brush.blob([(x - 96, foot - 130), (x - 72, foot - 30), (x - 40, foot - 8), (x + 40, foot - 8),
                (x + 72, foot - 30), (x + 96, foot - 130)],
               hue("#f5e8ec"))  # fmt: skip
    brush.oval(x, foot - 128, 94, 22, hue("#e8d3da"))
    brush.oval(x, foot - 125, 82, 16, hue("#c08a5a"))


def mending(brush: Brush) -> None:
    """The mending table."""
    brush.fade(0, 0, 1600, 1067, hue("#e4ddcd"), hue("#d3c5aa"))
    brush.box(70, 90, 620, 380, hue("#a9835a"), 10)
    for row in range(8):
        for column in range(14):
            brush.oval(104 + column * 42, 126 + row * 44, 4, 4, hue("#7d5c3a"))
    tools = ((130, 220, TOMATO), (200, 180, TEAL), (270, 240, AMBER), (340, 200, PLUM), (410, 230, hue("#3f6f9a")))
    for x, tall, colour in tools:
        brush.box(x - 15, 130, 30, tall * 0.42, colour, 12)
        brush.box(x - 5, 130 + tall * 0.42, 10, tall * 0.58, hue("#8f989c"), 3)
    brush.stroke([(510, 150), (480, 260), (500, 400)], hue("#8f989c"), 18)
    brush.stroke([(540, 150), (570, 260), (545, 400)], hue("#8f989c"), 18)
    brush.stroke([(482, 262), (472, 330), (498, 410)], hue("#b5442f"), 26, soft=True)
    brush.stroke([(568, 262), (576, 330), (548, 410)], hue("#b5442f"), 26, soft=True)
    brush.oval(630, 220, 44, 44, hue("#3b4044"))
    brush.oval(630, 220, 28, 28, hue("#a9835a"))
    planks(brush, 700, 367, hue("#a97a4d"), 4)
    brush.box(0, 690, 1600, 22, light(WOOD, 0.2))
    brush.poly([(1010, 300), (830, 800), (1430, 800), (1150, 300)], (255, 236, 170, 80))
    _lamp(brush)
    _machine(brush, 150, 760)
    _toaster(brush, 930, 880)
    for n, colour in enumerate((TOMATO, TEAL, AMBER, PLUM, hue("#7fae55"), hue("#3f6f9a"))):
        _reel(brush, 170 + n * 92, 930 + (n % 2) * 26, colour)
    for x, y, turn, colour in ((760, 990, -14, TOMATO), (1290, 960, 12, TEAL)):
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        brush.stroke([(x + 8, y + 12), (x + 8 + cos * 230, y + 12 + sin * 230)], (40, 26, 20, 70), 20)
        brush.stroke([(x + cos * 90, y + sin * 90), (x + cos * 230, y + sin * 230)], hue("#a8b0b3"), 11)
        brush.stroke([(x, y), (x + cos * 90, y + sin * 90)], colour, 36)
    for x, y in ((880, 930), (1190, 1010), (1240, 900), (700, 900), (850, 1020)):
        brush.oval(x + 3, y + 4, 12, 9, (40, 26, 20, 80))
        brush.oval(x, y, 12, 9, hue("#b9c0c3"))
        brush.stroke([(x - 6, y), (x + 6, y)], hue("#6d777b"), 3)


def _lamp(brush: Brush) -> None:
    brush.shade(1450, 770, 120, 18, 100)
    brush.box(1350, 744, 200, 28, hue("#2d6a63"), 12)
    brush.stroke([(1450, 750), (1330, 480), (1190, 250)], hue("#2d6a63"), 18)
    brush.oval(1330, 480, 22, 22, hue("#d9c48f"))
    brush.blob([(1190, 190), (1250, 250), (1170, 350), (1000, 330), (1040, 230)], hue("#2d6a63"))
    brush.oval(1088, 336, 92, 22, hue("#fdf0c4"), 8)


def _machine(brush: Brush, x: float, foot: float) -> None:
    body = hue("#33424a")
    brush.shade(x + 260, foot + 14, 320, 22, 110)
    brush.box(x, foot - 56, 520, 64, hue("#8a6038"), 10)
    brush.box(x + 10, foot - 84, 500, 34, body, 10)
    brush.box(x + 390, foot - 290, 110, 230, body, 26)
    brush.box(x + 70, foot - 300, 420, 84, body, 34)
    brush.box(x + 60, foot - 300, 84, 150, body, 26)
    brush.box(x + 96, foot - 152, 12, 66, hue("#c3c8c9"), 4)
    brush.box(x + 78, foot - 92, 48, 10, hue("#c3c8c9"), 4)
    brush.oval(x + 516, foot - 240, 22, 58, hue("#c3c8c9"))
    brush.oval(x + 516, foot - 240, 12, 34, body)
    brush.stroke([(x + 170, foot - 258), (x + 360, foot - 258)], hue("#d9b45a"), 7)
    for n in range(3):
        brush.oval(x + 200 + n * 62, foot - 258, 15, 11, hue("#d9b45a"))
    brush.box(x + 296, foot - 350, 40, 50, TOMATO, 6)
    brush.stroke(
        [(x + 316, foot - 346), (x + 200, foot - 318), (x + 102, foot - 280), (x + 102, foot - 150)],
        light(TOMATO, 0.3),
        3,
    )
    brush.blob(
        [(x - 60, foot + 6), (x + 30, foot - 92), (x + 240, foot - 88), (x + 210, foot + 30), (x + 60, foot + 54)],
        hue("#5f86a8"),
    )
    brush.stroke([(x + 30, foot - 66), (x + 130, foot - 40), (x + 200, foot - 62)], hue("#dbe6ee"), 4, soft=True)


def _toaster(brush: Brush, x: float, foot: float) -> None:
    brush.shade(x + 150, foot + 6, 240, 26, 110)
    brush.box(x, foot - 210, 310, 210, hue("#bfc7ca"), 44)
    brush.box(x + 24, foot - 176, 262, 150, hue("#4a4f52"), 14)
    for n in range(6):
        px = x + 50 + n * 42
        brush.stroke([(px, foot - 160), (px + 16, foot - 100), (px, foot - 44)], hue("#d98a4a"), 5, soft=True)
    brush.box(x + 60, foot - 218, 190, 18, hue("#5b6367"), 8)
    brush.box(x + 308, foot - 150, 28, 40, hue("#3b4044"), 8)
    brush.stroke(
        [(x, foot - 30), (x - 70, foot - 10), (x - 60, foot + 40), (x - 150, foot + 50)], hue("#3b4044"), 9, soft=True
    )
    brush.box(x - 190, foot + 32, 44, 36, hue("#3b4044"), 8)


def _reel(brush: Brush, x: float, foot: float, colour: Colour) -> None:
    brush.shade(x + 4, foot + 4, 44, 11, 90)
    brush.oval(x, foot, 36, 11, hue("#d9b98a"))
    brush.box(x - 28, foot - 66, 56, 64, colour, 6)
    for n in range(5):
        brush.stroke([(x - 27, foot - 56 + n * 12), (x + 27, foot - 52 + n * 12)], dark(colour, 0.16), 2.5)
    brush.oval(x, foot - 68, 36, 11, hue("#e5cba0"))
    brush.oval(x, foot - 68, 10, 4, hue("#8a6038"))
