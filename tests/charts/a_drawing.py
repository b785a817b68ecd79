"""What can be measured in a drawing without a browser: its letters' boxes, its shapes' boxes, its colours."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from pathlib import Path

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NUMBER = r"-?\d*\.?\d+(?:e-?\d+)?"


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    fill: str = ""
    text: str = ""
    order: int = 0

    @property
    def centre(self):
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap(self, other):
        """How far the two run over each other, in units, on the axis where it is least."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return min(wide, high)

    def holds(self, x, y):
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@cache
def widths():
    """Widths of Helvetica's letters, in thousandths of the size (Adobe's metrics, with matplotlib)."""
    import matplotlib

    lines = (Path(matplotlib.get_data_path()) / "fonts" / "pdfcorefonts" / "Helvetica-Bold.afm").read_text("latin-1")
    return {chr(int(code)): int(w) for code, w in re.findall(r"^C (\d+) ; WX (\d+)", lines, re.M) if int(code) < 127}


def length(text, size):
    known = widths()
    plain = {"é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c", "ô": "o", "î": "i", "’": "'", "\u202f": "'", "\xa0": " "}
    return sum(known.get(plain.get(c, c), 600) for c in text) * size / 1000


def times(one, two):
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def matrix(transform):
    from math import cos, radians, sin

    found = IDENTITY
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", transform or ""):
        n = [float(x) for x in re.findall(NUMBER, inside)]
        if name == "translate":
            step = (1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0)
        elif name == "rotate":
            t = radians(n[0])
            step = (cos(t), sin(t), -sin(t), cos(t), 0, 0)
        elif name == "scale":
            step = (n[0], 0, 0, n[-1], 0, 0)
        else:
            raise ValueError(name)
        found = times(found, step)
    return found


def corners(m, left, top, right, bottom, **more):
    a, b, c, d, e, f = m
    points = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (top, bottom)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys), **more)


def read(svg):
    """The texts and the filled shapes of a drawing, as boxes in its own units, in the order of drawing."""
    root = ET.fromstring(svg)
    texts, shapes = [], []

    def walk(element, m, order):
        tag = element.tag.rsplit("}", 1)[-1]
        if tag in {"defs", "clipPath", "title", "desc"} or element.get("class") == "background":
            return
        m = times(m, matrix(element.get("transform")))
        order.append(1)
        if tag == "text" and (element.text or "").strip() and element.get("opacity") != "0":
            size = float(re.match(NUMBER, element.get("font-size", "11"))[0])
            wide = length(element.text, size)
            start = {"middle": -wide / 2, "end": -wide}.get(element.get("text-anchor"), 0)
            texts.append(corners(m, start, -0.74 * size, start + wide, 0.21 * size, text=element.text,
                                 fill=element.get("fill", "#000"), order=len(order)))  # fmt: skip
        if tag == "path" and (extent := path_box(element.get("d") or "")):
            shapes.append(corners(m, *extent, fill=element.get("fill", "none"), text=element.get("stroke") or "",
                                  order=len(order)))  # fmt: skip
        for child in element:
            walk(child, m, order)

    walk(root, IDENTITY, [])
    return texts, shapes


def path_box(d):
    """The box of a path made of M, L, m, l, h, v, H, V, A and Z; None for a path of no extent at all."""
    x = y = 0.0
    xs, ys = [], []
    for letter, inside in re.findall(r"([MLhvHVAZlm])([^MLhvHVAZlm]*)", d):
        n = [float(v) for v in re.findall(NUMBER, inside)]
        if letter == "A":  # an arc of a circle: its end, with its radius around
            n, radius = n[-2:], n[0]
            xs += [n[0] - radius, n[0] + radius]
            ys += [n[1] - radius, n[1] + radius]
        for one, two in pairs(letter, n, x, y):
            x, y = one, two
            xs.append(x)
            ys.append(y)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def pairs(letter, n, x, y):
    """Where each number, or pair of numbers, of a path's letter leads."""
    for k in range(0, len(n), 1 if letter in "hvHV" else 2):
        x = x + n[k] if letter in "hlm" else n[k] if letter in "HMLA" else x
        if letter not in "hH":
            down = n[k] if letter in "vV" else n[k + 1]
            y = y + down if letter in "vlm" else down
        yield x, y
