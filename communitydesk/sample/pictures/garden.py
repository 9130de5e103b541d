"""Pictures of the garden: beds, hands in soil, tomatoes, a crate, seedlings on a sill, a bench."""

from __future__ import annotations

import math

from communitydesk.sample.pictures.brush import Brush, Colour, dark, hue, light, mix
from communitydesk.sample.pictures.people import figure, hand

SKY, HAZE = hue("#b9dbe6"), hue("#eef5ee")
LEAF, FRESH, DEEP = hue("#4f8a4c"), hue("#8dbb5c"), hue("#2d5f45")
SOIL, TIMBER = hue("#4e3627"), hue("#b98a58")
TOMATO, AMBER, CREAM = hue("#cf4a34"), hue("#e3a53a"), hue("#f6efe0")


def sky(brush: Brush, height: float) -> None:
    """A summer sky with two thin clouds."""
    brush.fade(0, 0, brush.width, height, SKY, HAZE)
    for x, y, size in ((0.18, 0.24, 150), (0.7, 0.14, 210)):
        for n in range(5):
            part = brush.width * x + (n - 2) * size * 0.42
            brush.oval(part, height * y, size * 0.36, size * (0.1 + 0.035 * (2 - abs(n - 2))), (255, 255, 255, 120))


def tree(brush: Brush, x: float, y: float, size: float, colour: Colour) -> None:
    """A round tree whose foot is at (x, y)."""
    brush.poly([(x - size * 0.06, y), (x + size * 0.06, y), (x + size * 0.035, y - size), (x - size * 0.035, y - size)],
               hue("#5c4636"))  # fmt: skip
    for n in range(26):
        angle, far = brush.chance.uniform(0, math.tau), size * 0.46 * math.sqrt(brush.chance.random())
        shade = mix(dark(colour, 0.22), light(colour, 0.22), 0.5 - 0.5 * math.sin(angle) * far / (size * 0.46))
        radius = size * brush.chance.uniform(0.14, 0.24) * (1 if n > 3 else 1.5)
        brush.oval(x + math.cos(angle) * far, y - size * 1.05 + math.sin(angle) * far * 0.85, radius, radius, shade)


def grass(brush: Brush, y: float, near: Colour, far: Colour) -> None:
    """A lawn from y to the foot of the picture."""
    brush.fade(0, y, brush.width, brush.height - y, far, near)
    for _ in range(420):
        x, depth = brush.chance.uniform(0, brush.width), brush.chance.random()
        foot = y + (brush.height - y) * depth
        tall = 5 + 16 * depth
        brush.stroke([(x, foot), (x + brush.chance.uniform(-4, 4), foot - tall)], (*dark(near, 0.14)[:3], 90), 1.6)


def lettuce(brush: Brush, x: float, y: float, size: float, colour: Colour) -> None:
    """A head of lettuce seen from the side and a little above."""
    for ring, leaves in ((1.0, 9), (0.7, 7), (0.42, 5)):
        for n in range(leaves):
            angle = math.tau * n / leaves + ring
            shade = light(colour, 0.34 * (1 - ring) + 0.06 * math.sin(angle * 3))
            brush.oval(x + math.cos(angle) * size * 0.44 * ring, y + math.sin(angle) * size * 0.2 * ring - size * 0.16,
                       size * 0.3 * ring + 3, size * 0.22 * ring + 3, dark(shade, 0.1 * ring))  # fmt: skip


def marigold(brush: Brush, x: float, y: float, size: float) -> None:
    """A marigold on its stalk."""
    brush.stroke([(x, y), (x, y - size)], DEEP, 3)
    brush.leaf(x, y - size * 0.4, size * 0.5, size * 0.2, -30, LEAF)
    brush.leaf(x, y - size * 0.3, size * 0.5, size * 0.2, 210, LEAF)
    brush.oval(x, y - size, size * 0.32, size * 0.26, AMBER)
    brush.oval(x, y - size * 1.02, size * 0.2, size * 0.15, hue("#d9772c"))


def beans(brush: Brush, x: float, y: float, width: float, tall: float) -> None:
    """A row of canes tied at the top, with beans up them."""
    poles = 6
    for n in range(poles):
        foot = x + width * n / (poles - 1)
        top = x + width * (0.5 + (n / (poles - 1) - 0.5) * 0.5)
        brush.stroke([(foot, y), (top, y - tall)], hue("#c9a66b"), 5)
        for step in range(16):
            t = step / 17 + 0.04
            px, py = foot + (top - foot) * t, y - tall * t
            side = brush.chance.choice((-1, 1))
            colour = mix(LEAF, FRESH, brush.chance.random() * 0.7)
            brush.leaf(px, py, brush.chance.uniform(26, 42), 24, 90 - side * brush.chance.uniform(50, 120), colour)
            if step % 5 == 2:
                brush.oval(px + side * 14, py, 6, 6, TOMATO)


def bed(brush: Brush, x: float, y: float, width: float, deep: float, tall: float) -> None:
    """A timber bed: its front's top edge runs from (x, y), its soil lies behind that, its boards below."""
    inset = deep * 0.55
    brush.shade(x + width / 2 + 10, y + tall, width * 0.56, 22, 70)
    brush.poly([(x, y), (x + width, y), (x + width - inset, y - deep), (x + inset, y - deep)], dark(TIMBER, 0.2))
    rim = 12
    brush.poly([(x + rim * 2, y - rim * 0.5), (x + width - rim * 2, y - rim * 0.5), (x + width - inset - rim, y - deep + 6),
                (x + inset + rim, y - deep + 6)], SOIL)  # fmt: skip
    for _ in range(40):
        part, back = brush.chance.random(), brush.chance.uniform(0.1, 0.9)
        left, right = x + rim * 2 + inset * back, x + width - rim * 2 - inset * back
        brush.oval(left + (right - left) * part, y - deep * back, 7, 3, light(SOIL, brush.chance.uniform(0.04, 0.16)))
    boards = max(2, round(tall / 36))
    for n in range(boards):
        high = tall / boards
        brush.box(x, y + n * high, width, high - 3, mix(TIMBER, hue("#a8794a"), n / boards))
        for _ in range(4):
            gx = x + brush.chance.uniform(0.03, 0.7) * width
            gy = y + n * high + brush.chance.uniform(0.25, 0.75) * high
            brush.stroke([(gx, gy), (gx + width * 0.2, gy + 2)], (*dark(TIMBER, 0.16)[:3], 120), 1.6)
    for post in (x, x + width - 18):
        brush.box(post, y - 4, 18, tall + 6, dark(TIMBER, 0.26))


def beds(brush: Brush) -> None:
    """Four beds in front of the hall."""
    from communitydesk.sample.pictures.place import hall_front

    sky(brush, 470)
    for x, size in ((90, 260), (300, 200), (1180, 230), (1500, 300)):
        tree(brush, x, 470, size, mix(LEAF, DEEP, brush.chance.random() * 0.6))
    hall_front(brush, 520, 462, 0.62)
    grass(brush, 455, hue("#6f9d55"), hue("#a9c684"))
    brush.poly([(700, 1067), (960, 1067), (838, 480), (800, 480)], hue("#d9c9ab"))
    for n in range(9):
        y = 500 + 560 * (n / 9) ** 1.6
        brush.stroke([(818 - (y - 480) * 0.19, y), (822 + (y - 480) * 0.21, y)], hue("#bfae8d"), 2 + n * 0.5)
    bed(brush, 190, 590, 480, 84, 62)
    beans(brush, 250, 566, 350, 300)
    bed(brush, 950, 590, 480, 84, 62)
    for n in range(7):
        lettuce(brush, 1020 + n * 58, 562 - (n % 2) * 18, 58, FRESH if n % 3 else hue("#8d5a6c"))
    bed(brush, 40, 850, 600, 130, 150)
    for row, y in ((0, 762), (1, 800), (2, 838)):
        for n in range(7 - row % 2):
            lettuce(brush, 120 + n * 74 + row * 20, y, 82 + row * 8, hue("#8d5a6c") if (n + row) % 4 == 0 else FRESH)
    bed(brush, 1010, 850, 560, 130, 150)
    for n in range(11):
        marigold(brush, 1070 + n * 44, 846 - (n % 3) * 34, 64 + (n * 13) % 20)
    for n in range(5):
        x = 1100 + n * 96
        for turn in (-120, -95, -70):
            brush.stroke([(x, 786), (x + (turn + 95) * 0.9, 700)], hue("#b5344f"), 6)
            brush.leaf(x + (turn + 95) * 0.9, 706, 78, 46, turn, DEEP)
    brush.fade(0, 0, 1600, 1067, (255, 240, 200, 34), (255, 240, 200, 0))


def hands(brush: Brush) -> None:
    """Two pairs of hands around a seedling."""
    brush.fade(0, 0, 1600, 1067, hue("#5b4030"), hue("#3d2a20"))
    for _ in range(900):
        x, y = brush.chance.uniform(0, 1600), brush.chance.uniform(0, 1067)
        size = brush.chance.uniform(4, 18)
        colour = mix(hue("#3a281e"), hue("#7a5a42"), brush.chance.random())
        brush.oval(x, y, size, size * 0.7, (*colour[:3], 150), brush.chance.uniform(1, 89))
    brush.oval(800, 560, 250, 190, dark(SOIL, 0.45))
    brush.oval(800, 548, 214, 156, hue("#35241b"))
    for _ in range(130):
        angle, far = brush.chance.uniform(0, math.tau), brush.chance.uniform(0.5, 1.12)
        brush.oval(800 + math.cos(angle) * 235 * far, 556 + math.sin(angle) * 176 * far, brush.chance.uniform(8, 22),
                   brush.chance.uniform(6, 14), mix(SOIL, hue("#7a5a42"), brush.chance.random()))  # fmt: skip
    brown, pale = hue("#8a5a3c"), hue("#e3b596")
    hand(brush, (60, 900), (610, 640), brown, hue("#2f6b78"), 1)
    hand(brush, (330, 60), (660, 430), brown, hue("#2f6b78"), -1)
    hand(brush, (1560, 220), (985, 480), pale, hue("#c2703d"), 1)
    hand(brush, (1280, 1060), (930, 690), pale, hue("#c2703d"), -1)
    brush.shade(812, 560, 70, 40, 110)
    brush.stroke([(800, 590), (796, 500), (812, 400)], hue("#7fae55"), 13, soft=True)
    for turn, length in ((-160, 150), (-15, 160), (-125, 140), (-55, 150), (-88, 130)):
        brush.leaf(808, 420 - (abs(turn) % 40), length, 74, turn, mix(LEAF, FRESH, (length - 130) / 40))
    for turn in (-170, -8):
        brush.leaf(799, 520, 96, 46, turn, FRESH)


def tomatoes(brush: Brush) -> None:
    """A tomato plant up a cane."""
    brush.fade(0, 0, 1280, 1600, hue("#7fa968"), hue("#3f6b48"))
    for _ in range(60):
        x, y, size = brush.chance.uniform(0, 1280), brush.chance.uniform(0, 1600), brush.chance.uniform(50, 150)
        colour = brush.chance.choice((FRESH, LEAF, DEEP, hue("#d8d67c"), hue("#a8c9c4")))
        brush.oval(x, y, size, size, (*colour[:3], 70))
    brush.soften(9)
    brush.box(652, 0, 22, 1600, hue("#c9a66b"))
    for y in range(90, 1600, 230):
        brush.box(649, y, 28, 9, hue("#a8854f"))
    spine = [(690, 1600), (620, 1340), (700, 1080), (628, 800), (694, 520), (640, 260), (668, 40)]
    brush.stroke(spine, hue("#5f8f47"), 24, soft=True)
    for x, y in spine[1:]:
        for side in (-1, 1):
            turn = -90 + side * brush.chance.uniform(58, 84)
            end = (x + side * 190, y - 70)
            brush.stroke([(x, y), (x + side * 100, y - 62), end], hue("#5f8f47"), 10, soft=True)
            for n in range(5):
                part = 0.45 + n * 0.14
                px, py = x + side * 190 * part, y - 70 * part
                for flip in (-1, 1):
                    colour = mix(LEAF, DEEP if flip < 0 else FRESH, brush.chance.random() * 0.6)
                    brush.leaf(px, py, 118 - n * 8, 54, turn + side * 30 + flip * 52, colour)
            brush.leaf(end[0] - side * 10, end[1], 150, 70, -90 + side * 84, FRESH)
    bunches = ((450, 1180, TOMATO), (860, 930, TOMATO), (440, 690, hue("#e0802f")), (850, 420, hue("#9bb84f")),
               (880, 1390, hue("#d9622f")))  # fmt: skip
    for x, y, colour in bunches:
        brush.stroke([(652, y - 120), ((652 + x) / 2, y - 150), (x, y - 60)], hue("#5f8f47"), 10, soft=True)
        for n, (dx, dy, size) in enumerate(((-70, -10, 84), (62, -22, 80), (-8, 78, 90), (104, 84, 66))):
            tomato(brush, x + dx, y + dy, size, mix(colour, hue("#9bb84f"), 0.5 if n == 3 else 0.0))


def tomato(brush: Brush, x: float, y: float, size: float, colour: Colour) -> None:
    """One tomato with its star."""
    brush.oval(x + 5, y + 8, size, size * 0.94, (*dark(colour, 0.42)[:3], 130))
    brush.oval(x, y, size, size * 0.93, dark(colour, 0.12))
    brush.oval(x - size * 0.08, y - size * 0.08, size * 0.86, size * 0.78, colour)
    brush.oval(x - size * 0.34, y - size * 0.36, size * 0.22, size * 0.13, (255, 255, 255, 110), -35)
    for n in range(5):
        brush.leaf(x, y - size * 0.78, size * 0.46, size * 0.17, -90 + (n - 2) * 58, DEEP)


def crate(brush: Brush) -> None:
    """A crate of vegetables on grass."""
    brush.fade(0, 0, 1600, 1067, hue("#9dbf77"), hue("#5f8f4e"))
    for _ in range(1500):
        x, y = brush.chance.uniform(0, 1600), brush.chance.uniform(0, 1090)
        colour = mix(LEAF, FRESH, brush.chance.random())
        brush.stroke([(x, y), (x + brush.chance.uniform(-12, 12), y - brush.chance.uniform(14, 44))],
                     (*colour[:3], 170), 3)  # fmt: skip
    brush.shade(820, 930, 640, 84, 120)
    brush.poly([(230, 520), (1370, 520), (1300, 440), (300, 440)], dark(TIMBER, 0.5))
    for n in range(7):
        carrot(brush, 350 + n * 34, 470 - (n % 3) * 22, -62 - n * 5, 300)
    for n in range(4):
        x = 700 + n * 92
        brush.stroke([(x, 430), (x + 10 * (n - 1), 250)], hue("#9b2d56"), 9)
        brush.leaf(x + 8 * (n - 1), 300, 170, 92, -90 + (n - 1.5) * 24, DEEP)
        brush.oval(x, 478, 70, 64, hue("#7a2148"))
        brush.oval(x - 18, 458, 22, 14, (255, 255, 255, 50), -30)
    for n in range(3):
        brush.oval(1160 + n * 34, 468 - n * 34, 190, 42, dark(hue("#3f7a43"), 0.1 * n), -16 + n * 8)
        brush.oval(1130 + n * 34, 452 - n * 34, 130, 8, (255, 255, 255, 46), -16 + n * 8)
    for n in range(11):
        angle = math.tau * n / 11
        shade = mix(FRESH, LEAF, 0.5 + 0.5 * math.sin(angle))
        brush.oval(520 + math.cos(angle) * 90, 452 + math.sin(angle) * 46, 84, 60, shade)
    brush.oval(520, 440, 74, 46, light(FRESH, 0.3))
    for n, x in enumerate((1010, 1120, 1240)):
        tomato(brush, x, 500 - (n % 2) * 18, 62, TOMATO)
    _slats(brush)


def _slats(brush: Brush) -> None:
    for n in range(3):
        y = 520 + n * 128
        brush.box(220, y, 1160, 108, mix(hue("#cfa06b"), hue("#b07f4c"), n / 3), 6)
        for _ in range(9):
            x, gy = brush.chance.uniform(240, 1150), y + brush.chance.uniform(18, 92)
            brush.stroke([(x, gy), (x + 190, gy + 3)], (*dark(TIMBER, 0.12)[:3], 100), 2)
    for x in (220, 770, 1316):
        brush.box(x, 506, 64, 400, dark(TIMBER, 0.16), 6)
        for n in range(3):
            brush.oval(x + 32, 570 + n * 128, 6, 6, dark(TIMBER, 0.6))
    brush.text(1040, 700, "BED 7", 46, (*dark(TIMBER, 0.55)[:3], 190), bold=True)


def carrot(brush: Brush, x: float, y: float, turn: float, length: float) -> None:
    """A carrot with its leaves, the leaves up."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    for side in (-22, -8, 8, 22):
        angle = math.radians(turn + side)
        end = (x + math.cos(angle) * length * 0.72, y + math.sin(angle) * length * 0.72)
        brush.stroke([(x, y), end], LEAF, 5)
        for n in range(4, 9):
            px, py = x + (end[0] - x) * n / 9, y + (end[1] - y) * n / 9
            brush.oval(px, py, 13, 9, mix(LEAF, FRESH, n / 12))
    brush.poly([(x - sin * 34, y + cos * 34), (x + sin * 34, y - cos * 34), (x - cos * length * 0.6, y - sin * length * 0.6)],
               hue("#e0762a"))  # fmt: skip
    brush.oval(x, y, 34, 34, hue("#e0762a"))


def sills(brush: Brush) -> None:
    """Seedlings in pots on a windowsill."""
    brush.fade(0, 0, 1280, 1600, hue("#e9dcc6"), hue("#dcc9ab"))
    brush.box(130, 90, 1020, 1060, CREAM)
    brush.fade(170, 130, 940, 980, hue("#a9d0de"), hue("#e4f0e6"))
    for x in (240, 520, 820, 1040):
        tree(brush, x, 1110, brush.chance.uniform(190, 300), mix(LEAF, FRESH, brush.chance.random()))
    brush.soften(5)
    brush.box(620, 110, 40, 1010, CREAM)
    brush.box(150, 520, 980, 30, CREAM)
    for x, y, w, h in ((130, 90, 1020, 40), (130, 90, 40, 1060), (1110, 90, 40, 1060), (130, 1100, 1020, 50)):
        brush.box(x, y, w, h, hue("#fbf6ea"))
    brush.box(40, 1150, 1200, 60, hue("#fffaf0"), 8)
    brush.fade(40, 1210, 1200, 26, (90, 70, 50, 90), (90, 70, 50, 0))
    pots = (hue("#d9534a"), hue("#2f7f86"), hue("#e3a53a"), hue("#6a3b57"), hue("#7fae55"))
    for n, colour in enumerate(pots):
        _pot(brush, 190 + n * 226, 1150, colour, n)
    brush.box(0, 1236, 1280, 364, hue("#cbb594"))
    for n in range(9):
        x = 70 + n * 140
        brush.box(x, 1300, 110, 240, light(hue("#cbb594"), 0.12), 4)


def _pot(brush: Brush, x: float, foot: float, colour: Colour, n: int) -> None:
    tall = 150 + (n % 2) * 26
    brush.shade(x, foot, 92, 14, 80)
    brush.poly([(x - 78, foot - tall), (x + 78, foot - tall), (x + 58, foot), (x - 58, foot)], colour)
    brush.poly([(x + 30, foot - tall), (x + 78, foot - tall), (x + 58, foot), (x + 22, foot)], dark(colour, 0.14))
    brush.oval(x, foot - tall, 80, 17, light(colour, 0.25))
    brush.oval(x, foot - tall, 66, 11, SOIL)
    brush.box(x - 40, foot - tall + 34, 80, 66, hue("#fffaf0"), 4)
    doodles = (TOMATO, FRESH, hue("#e0762a"), AMBER, hue("#7a2148"))
    brush.oval(x, foot - tall + 68, 20, 18, doodles[n])
    brush.stroke([(x, foot - tall + 50), (x + 10, foot - tall + 40)], DEEP, 4)
    for stem in range(3):
        sx = x + (stem - 1) * 34
        high = brush.chance.uniform(110, 220)
        lean = brush.chance.uniform(-16, 16)
        top = (sx + lean, foot - tall - high)
        brush.stroke(
            [(sx, foot - tall), (sx + lean * 0.3, foot - tall - high * 0.5), top], hue("#8dbb5c"), 7, soft=True
        )
        for turn in (-160, -20):
            brush.leaf(top[0], top[1] + 4, 66, 34, turn, mix(LEAF, FRESH, brush.chance.random()))
        for turn in (-140, -40):
            brush.leaf(sx + lean * 0.5, foot - tall - high * 0.55, 48, 24, turn, FRESH)


def bench(brush: Brush) -> None:
    """Two people on a bench, seen from behind."""
    sky(brush, 560)
    for x, size, colour in (
        (140, 330, hue("#c9803a")),
        (460, 260, LEAF),
        (1250, 300, DEEP),
        (1520, 380, hue("#d99a3f")),
    ):
        tree(brush, x, 560, size, colour)
    grass(brush, 545, hue("#6f9d55"), hue("#b5cb8b"))
    bed(brush, 90, 640, 420, 70, 54)
    for n in range(6):
        lettuce(brush, 150 + n * 60, 618, 60, FRESH)
    bed(brush, 1080, 640, 430, 70, 54)
    beans(brush, 1130, 620, 320, 260)
    figure(brush, 640, 815, 1.25, hue("#3c5a78"), hue("#2b2320"), "scarf", hue("#b5674f"))
    figure(brush, 965, 815, 1.25, hue("#b5603f"), hue("#c98d6b"), "hat", hue("#2f6b4f"))
    for n in range(3):
        brush.box(400, 660 + n * 58, 800, 44, mix(hue("#a8794a"), hue("#8a6038"), n / 3), 8)
    brush.box(380, 846, 840, 34, hue("#8a6038"), 8)
    for x in (420, 1140):
        brush.box(x, 646, 38, 330, hue("#6e4b2b"), 6)
    brush.shade(800, 985, 470, 34, 100)
    brush.box(784, 752, 44, 96, hue("#2f7f86"), 10)
    brush.box(790, 728, 32, 28, hue("#d8d8d2"), 6)
