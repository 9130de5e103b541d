"""Pictures of the place: the hall, its kitchen, its noticeboard."""

from __future__ import annotations

from communitydesk.sample.pictures.brush import Brush, Colour, dark, hue, light, mix

BRICK, SLATE, DOOR = hue("#b4644c"), hue("#5a6470"), hue("#1f6a5c")
CREAM, AMBER, TEAL, TOMATO, PLUM = hue("#f6efe0"), hue("#e3a53a"), hue("#155e63"), hue("#cf4a34"), hue("#6a3b57")


def hall_front(brush: Brush, x: float, foot: float, size: float) -> None:
    """A low brick hall with a gable at its left, from its left corner."""
    wide, tall = 900 * size, 230 * size
    brush.box(x, foot - tall, wide, tall, BRICK)
    rows = int(tall / (14 * size))
    for row in range(rows):
        y = foot - tall + row * 14 * size
        brush.stroke([(x, y), (x + wide, y)], (*dark(BRICK, 0.14)[:3], 110), 1.2)
    brush.poly([(x - 24 * size, foot - tall), (x + wide + 24 * size, foot - tall), (x + wide - 60 * size, foot - tall * 1.72),
                (x + 60 * size, foot - tall * 1.72)], SLATE)  # fmt: skip
    for n in range(6):
        y = foot - tall * (1.06 + n * 0.11)
        brush.stroke(
            [(x - 10 * size + n * 12 * size, y), (x + wide + 10 * size - n * 12 * size, y)], dark(SLATE, 0.2), 2
        )
    gable = x + 250 * size
    brush.poly(
        [(gable - 150 * size, foot - tall), (gable + 150 * size, foot - tall), (gable, foot - tall * 1.95)],
        light(BRICK, 0.06),
    )
    brush.stroke([(gable - 166 * size, foot - tall * 0.97), (gable, foot - tall * 1.98), (gable + 166 * size, foot - tall * 0.97)],
                 CREAM, 12 * size)  # fmt: skip
    brush.oval(gable, foot - tall * 1.38, 34 * size, 34 * size, CREAM)
    brush.oval(gable, foot - tall * 1.38, 26 * size, 26 * size, hue("#8fb6bd"))
    brush.box(gable - 62 * size, foot - 176 * size, 124 * size, 176 * size, CREAM, 6 * size)
    brush.box(gable - 52 * size, foot - 168 * size, 104 * size, 168 * size, DOOR, 4 * size)
    brush.stroke([(gable, foot - 168 * size), (gable, foot)], dark(DOOR, 0.3), 3 * size)
    for side in (-1, 1):
        brush.box(gable + (26 * side - 17) * size, foot - 150 * size, 34 * size, 56 * size, hue("#f3d48b"), 3 * size)
        brush.oval(gable + 8 * side * size, foot - 78 * size, 5 * size, 5 * size, AMBER)
    for n in range(3):
        _window(brush, x + (480 + n * 138) * size, foot - 180 * size, size)


def _window(brush: Brush, x: float, y: float, size: float) -> None:
    brush.box(x, y, 100 * size, 110 * size, CREAM, 4 * size)
    brush.fade(x + 8 * size, y + 8 * size, 84 * size, 94 * size, hue("#f7e2ab"), hue("#e9b96a"))
    brush.box(x + 47 * size, y + 8 * size, 6 * size, 94 * size, CREAM)
    brush.box(x + 8 * size, y + 50 * size, 84 * size, 6 * size, CREAM)
    brush.box(x - 6 * size, y + 108 * size, 112 * size, 10 * size, light(CREAM, 0.3))


def bunting(brush: Brush, x: float, y: float, across: float, sag: float, flags: int) -> None:
    """A string of flags between two points of the same height."""
    colours = (TOMATO, AMBER, TEAL, CREAM, PLUM, hue("#7fae55"))

    def at(part: float) -> tuple[float, float]:
        return x + across * part, y + sag * 4 * part * (1 - part)

    brush.stroke([at(n / 30) for n in range(31)], hue("#f3ead6"), 4)
    for n in range(flags):
        left, right = at((n + 0.12) / flags), at((n + 0.88) / flags)
        brush.poly([left, right, ((left[0] + right[0]) / 2, max(left[1], right[1]) + 58)], colours[n % len(colours)])


def hall(brush: Brush) -> None:
    """The hall on gathering day."""
    from communitydesk.sample.pictures.garden import grass, sky, tree

    sky(brush, 745)
    for x, size in ((1240, 250), (1480, 330), (60, 280)):
        tree(brush, x, 740, size, hue("#5d8f57"))
    hall_front(brush, 330, 740, 1.16)
    grass(brush, 735, hue("#6f9d55"), hue("#a9c684"))
    tree(brush, 190, 800, 600, hue("#7d3140"))
    brush.poly([(470, 1067), (860, 1067), (690, 741), (552, 741)], hue("#dccfb4"))
    bunting(brush, 240, 330, 640, 90, 9)
    bunting(brush, 880, 330, 700, 90, 10)
    brush.shade(1150, 966, 380, 26, 100)
    brush.poly([(800, 850), (1500, 850), (1560, 900), (770, 900)], hue("#faf5ea"))
    brush.poly([(770, 900), (1560, 900), (1552, 946), (778, 946)], hue("#e4d9c3"))
    for n in range(8):
        x = 850 + n * 88
        colour = (TOMATO, AMBER, hue("#7fae55"), PLUM)[n % 4]
        brush.oval(x, 873, 30, 10, hue("#ffffff"))
        brush.oval(x, 868, 21, 11, colour)
    for x in (800, 1510):
        brush.stroke([(x, 946), (x, 990)], hue("#8a6038"), 12)
    brush.fade(0, 0, 1600, 1067, (255, 236, 190, 40), (255, 236, 190, 0))


def _jar(brush: Brush, x: float, foot: float, tall: float, inside: Colour) -> None:
    brush.box(x, foot - tall, 64, tall, hue("#e9efec"), 10)
    brush.box(x + 6, foot - tall * 0.78, 52, tall * 0.74, inside, 8)
    brush.box(x + 2, foot - tall - 12, 60, 20, hue("#8a6038"), 6)
    brush.box(x + 10, foot - tall + 6, 7, tall - 20, (255, 255, 255, 110), 3)


def kitchen(brush: Brush) -> None:
    """The kitchen: cooker, shelves, hatch."""
    brush.fade(0, 0, 1600, 1067, hue("#f4ede0"), hue("#ead9bf"))
    for row in range(9):
        for column in range(21):
            shade = mix(hue("#dfeae6"), hue("#cfe0da"), brush.chance.random())
            brush.box(column * 78 - 12 + (row % 2) * 39, 330 + row * 40, 74, 36, shade, 3)
    _hatch(brush)
    for y in (190, 330):
        brush.box(70, y, 560, 22, hue("#a8794a"), 4)
        brush.fade(70, y + 22, 560, 16, (60, 40, 20, 80), (60, 40, 20, 0))
    insides = (hue("#d9a04c"), hue("#b5442f"), hue("#e9dfc2"), hue("#7a5a42"), hue("#8da35c"), hue("#f0e6d0"), AMBER)
    for n, inside in enumerate(insides):
        _jar(brush, 92 + n * 75, 190, 84 + (n % 3) * 12, inside)
    for n, across in enumerate((84, 70, 58)):
        x = 160 + n * 178
        brush.box(x - across, 330 - across, across * 2, across, hue("#aab2b6"), 8)
        brush.box(x - across - 4, 330 - across - 8, across * 2 + 8, 12, hue("#8c959a"), 5)
        brush.box(x - across * 0.6, 330 - across + 8, 10, across - 20, (255, 255, 255, 120), 4)
    _cooker(brush)


def _hatch(brush: Brush) -> None:
    brush.box(1030, 150, 470, 400, hue("#8a6038"), 6)
    brush.fade(1050, 170, 430, 360, hue("#fbe7b6"), hue("#f0c987"))
    for n in range(4):
        brush.oval(1110 + n * 104, 492, 34, 44, dark((hue("#b4644c"), TEAL, PLUM, hue("#5d8f57"))[n], 0.1))
        brush.oval(1110 + n * 104, 440, 21, 25, (hue("#8a5a3c"), hue("#e3b596"), hue("#c98d6b"), hue("#5c3a28"))[n])
        brush.oval(1110 + n * 104, 428, 22, 18, hue("#3a2c28") if n % 2 else hue("#c9c4bd"))
    brush.box(1010, 530, 510, 34, hue("#a8794a"), 5)
    for n in range(5):
        brush.oval(1080 + n * 92, 524, 36, 9, hue("#ffffff"))
        brush.oval(1080 + n * 92, 518, 26, 9, (TOMATO, AMBER)[n % 2])


def _cooker(brush: Brush) -> None:
    brush.poly([(690, 60), (960, 60), (1000, 250), (650, 250)], hue("#b9c0c3"))
    brush.box(640, 244, 370, 26, hue("#98a1a5"), 4)
    brush.box(0, 700, 1600, 40, hue("#b98a58"))
    brush.box(0, 740, 1600, 327, hue("#2f6f70"))
    for x in (20, 330, 1060, 1330):
        brush.box(x, 764, 290 if x > 900 else 280, 270, hue("#377c7d"), 8)
        brush.box(x + 120, 790, 60, 12, hue("#d9c48f"), 6)
    brush.box(640, 640, 380, 427, hue("#c6ccce"), 10)
    brush.box(652, 770, 356, 250, hue("#3b4044"), 12)
    brush.fade(676, 800, 308, 170, hue("#6b4a2e"), hue("#2e2a28"))
    brush.box(690, 746, 280, 12, hue("#7f888c"), 6)
    for n in range(6):
        brush.oval(690 + n * 56, 700, 16, 16, hue("#3b4044"))
        brush.stroke([(690 + n * 56, 700), (690 + n * 56, 688)], hue("#f6efe0"), 4)
    brush.box(664, 624, 332, 18, hue("#2d3235"), 4)
    for x, across, tall, colour in ((742, 84, 130, hue("#aab2b6")), (916, 62, 84, hue("#c2553c"))):
        brush.box(x - across, 624 - tall, across * 2, tall, colour, 10)
        brush.box(x - across - 6, 624 - tall - 8, across * 2 + 12, 16, dark(colour, 0.2), 6)
        brush.box(x - across + 12, 624 - tall + 16, 12, tall - 40, (255, 255, 255, 110), 5)
        for puff in range(3):
            top = 624 - tall - 30
            brush.stroke([(x - 30 + puff * 30, top), (x - 16 + puff * 30, top - 40), (x - 32 + puff * 30, top - 84)],
                         (255, 255, 255, 130), 9, soft=True)  # fmt: skip


def board(brush: Brush) -> None:
    """The noticeboard outside."""
    brush.fade(0, 0, 1280, 1600, BRICK, dark(BRICK, 0.18))
    for row in range(27):
        y = row * 60
        brush.stroke([(0, y), (1280, y)], (*light(BRICK, 0.3)[:3], 90), 6)
        for column in range(9):
            x = column * 150 + (row % 2) * 75
            brush.stroke([(x, y), (x, y + 60)], (*light(BRICK, 0.3)[:3], 90), 6)
    brush.box(104, 112, 1096, 1400, (30, 20, 20, 90), 16)
    brush.box(90, 90, 1100, 1400, hue("#8a6038"), 16)
    brush.fade(130, 130, 1020, 1320, hue("#d8b98a"), hue("#c9a674"))
    for _ in range(900):
        brush.oval(
            brush.chance.uniform(134, 1146),
            brush.chance.uniform(134, 1446),
            4,
            3,
            (*dark(hue("#c9a674"), brush.chance.uniform(0.05, 0.3))[:3], 120),
        )
    _paper(brush, 180, 180, 560, 700, hue("#fffaf0"))
    brush.box(180, 180, 560, 150, TEAL)
    brush.text(460, 255, "WEDNESDAY", 74, CREAM, bold=True)
    brush.text(460, 400, "Lunch", 120, dark(TEAL, 0.3), bold=True)
    brush.oval(460, 610, 150, 60, hue("#e8e0d0"))
    brush.oval(460, 592, 150, 60, hue("#ffffff"))
    brush.oval(460, 588, 120, 46, TOMATO)
    brush.oval(470, 582, 46, 12, hue("#f3d9b0"), 20)
    brush.text(460, 740, "12 o’clock · all welcome", 42, dark(TEAL, 0.3))
    brush.text(460, 806, "Pay what you like", 42, dark(TEAL, 0.3))
    _paper(brush, 790, 210, 320, 400, hue("#fdf1d0"))
    brush.text(950, 290, "Thank you", 52, PLUM, bold=True)
    for n, text in enumerate(("to the people", "who paid for", "the pots, the tools", "and the beds")):
        brush.text(950, 376 + n * 52, text, 34, dark(PLUM, 0.2))
    _paper(brush, 800, 670, 310, 360, hue("#ffffff"))
    brush.oval(1030, 750, 44, 44, AMBER)
    brush.box(850, 860, 130, 100, hue("#d9534a"))
    brush.poly([(834, 862), (996, 862), (915, 790)], hue("#3f6f9a"))
    brush.box(896, 900, 40, 60, hue("#7fae55"))
    brush.stroke([(820, 966), (1090, 966)], hue("#5d9457"), 14)
    _paper(brush, 190, 950, 380, 430, hue("#eaf3ee"))
    brush.text(380, 1030, "Repair morning", 46, dark(TEAL, 0.2), bold=True)
    brush.text(380, 1096, "first Saturday", 36, dark(TEAL, 0.3))
    brush.box(290, 1190, 180, 120, hue("#b9c0c3"), 24)
    for x in (330, 400):
        brush.box(x, 1168, 34, 40, hue("#d9a04c"), 8)
    brush.box(474, 1220, 26, 14, hue("#3b4044"), 5)
    _paper(brush, 630, 1090, 470, 300, hue("#fffaf0"))
    for n, colour in enumerate((TOMATO, AMBER, PLUM, TEAL)):
        x = 700 + n * 110
        brush.stroke([(x, 1360), (x, 1240)], hue("#5d9457"), 8)
        for petal in range(6):
            brush.leaf(x, 1220, 52, 30, petal * 60 + n * 17, colour)
        brush.oval(x, 1220, 16, 16, hue("#f3d48b"))
    brush.fade(130, 130, 1020, 60, (60, 40, 20, 70), (60, 40, 20, 0))


def _paper(brush: Brush, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    brush.box(x + 8, y + 10, width, height, (60, 40, 20, 70), 3)
    brush.box(x, y, width, height, colour, 3)
    brush.oval(x + width / 2 + 2, y + 22, 15, 15, (60, 40, 20, 90))
    brush.oval(x + width / 2, y + 18, 14, 14, TOMATO)
    brush.oval(x + width / 2 - 4, y + 13, 5, 5, (255, 255, 255, 150))
