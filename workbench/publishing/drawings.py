"""What a drawing in a release holds: whether it is inert, and which words a reader can find in it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from workbench.messages import _

# The elements that a chart is made of; anything else (scripts, foreign objects, links, images) is refused.
DRAWN = frozenset(
    "svg g path rect line circle text tspan title desc defs pattern clipPath linearGradient stop".split()  # noqa: SIM905
)
# Numbers that place marks: "M02" in a path is a movement, not a household.
GEOMETRY = frozenset("d transform viewBox points x y x1 x2 y1 y2 cx cy r width height dx dy patternTransform".split())  # noqa: SIM905


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def apart(svg: str) -> str:
    """The drawing with a space after each movement of a pen: "M23" reads like a household, "M 23" like geometry."""
    return re.sub(r' d="[^"]*"', lambda d: re.sub(r"M(?=[-.\d])", "M ", d[0]), svg)


def fault(svg: str) -> str | None:
    """Why this drawing may not be shown, or None when it is well formed, inert, and sends for nothing."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 - the declaration is refused just below, entities need one
    except ET.ParseError:
        return _("it is not well formed")
    if "<!" in svg:
        return _("it holds {what}").format(what="<!")
    for element in root.iter():
        if _local(element.tag) not in DRAWN:
            return _("it holds {what}").format(what=_local(element.tag))
        for name, value in element.attrib.items():
            if _local(name).startswith("on") or _local(name) in {"href", "src"}:
                return _("it holds {what}").format(what=_local(name))
            if re.search(r"url\((?!['\"]?#)|javascript:|@import", value):
                return _("it holds {what}").format(what="url()")
    return None


def words(svg: str) -> Iterator[str]:
    """Every text that the drawing holds, shown or not, without the numbers that only place its marks."""
    for element in ET.fromstring(svg).iter():  # noqa: S314 - `fault` has passed
        yield element.text or ""
        yield element.tail or ""
        yield from (value for name, value in element.attrib.items() if _local(name) not in GEOMETRY)


def marks(svg: str) -> int:
    """How many drawn shapes stand in the drawing outside its definitions: 0 is an empty chart."""
    root = ET.fromstring(svg)  # noqa: S314 - `fault` has passed
    inside = {id(shape) for defs in root.iter() if _local(defs.tag) in {"defs", "clipPath"} for shape in defs.iter()}
    return sum(
        1
        for element in root.iter()
        if _local(element.tag) in {"path", "rect", "circle"}
        and id(element) not in inside
        and (element.get("d") or _local(element.tag) != "path")
        and element.get("class") != "background"
    )
