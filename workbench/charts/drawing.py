"""From an Altair chart to one self-contained, accessible SVG; and from an SVG to an image for a report."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.charts import french, theme
from workbench.charts.figure import Figure
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import altair as alt

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


def svg(chart: "alt.LayerChart | alt.FacetChart", *, id: str, title: str, description: str) -> str:  # noqa: A002
    """The chart as SVG that scales to its place, with our own title and description and no other aria.

    Vega writes English labels inside its drawings; they are taken out, the image is one image to a screen
    reader, and its figures stand in the table beside it. Every id in it starts with the figure's id, so that
    two figures on one page never share one.
    """
    import vl_convert

    spec = chart.to_dict()
    spec["config"] = theme.config()
    drawn = vl_convert.vegalite_to_svg(spec, format_locale=french.locale(), time_format_locale="fr-FR")
    return _accessible(drawn, id, title, description)


def _accessible(drawn: str, key: str, title: str, description: str) -> str:
    ET.register_namespace("", SVG)
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing, made just above
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith(("aria-", f"{{{XLINK}}}")) or n == "role"]:
            del element.attrib[name]
    _rename(root, key)
    _hatch(root, key)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.set("class", "wb-drawing")
    root.set("width", "100%")
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-desc")
    for place, (name, words) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{SVG}}}{name}", {"id": f"{key}-{name}"})
        element.text = words
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def _rename(root: ET.Element, key: str) -> None:
    old = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{key}-{value}")
            for known in old:
                if value == f"url(#{known})":
                    element.set(name, f"url(#{key}-{known})")


def _hatch(root: ET.Element, key: str) -> None:
    """Give the marks of what is withheld their hatching, under an id of this figure alone."""
    marks = [element for element in root.iter() if element.get("fill", "").lower() == theme.HATCHED]
    if not marks:
        return
    for element in marks:
        element.set("fill", f"url(#{key}-hatch)")
    pattern = {"id": f"{key}-hatch", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
    hatch = ET.Element(f"{{{SVG}}}pattern", pattern | {"patternTransform": "rotate(45)"})
    ET.SubElement(hatch, f"{{{SVG}}}rect", {"width": "6", "height": "6", "fill": "#ffffff"})
    ET.SubElement(hatch, f"{{{SVG}}}rect", {"width": "2", "height": "6", "fill": theme.SOFT})
    defs = ET.Element(f"{{{SVG}}}defs")
    defs.append(hatch)
    root.insert(0, defs)


def png(figure: Figure, scale: float = 2.0) -> bytes:
    """The figure as a PNG image for a report, `scale` pixels to a unit, on white."""
    import vl_convert

    image: bytes = vl_convert.svg_to_png(_sized(figure), scale=scale)
    return image


def pdf(figure: Figure) -> bytes:
    """The figure as a PDF page of its own size, its letters as text."""
    import vl_convert

    page: bytes = vl_convert.svg_to_pdf(_sized(figure))
    return page


def save(figure: Figure, file: Path) -> Path:
    """Writes the figure as .svg, .png or .pdf, as its name ends; no browser and no network are used.

    Raises BadInput for another ending.
    """
    makers: dict[str, Callable[[Figure], bytes]] = {".svg": _alone, ".png": png, ".pdf": pdf}
    maker = makers.get(file.suffix.lower())
    if maker is None:
        why = _("a figure is written as {all}, not as {ending}")
        raise BadInput(why=why.format(all=", ".join(makers), ending=file.suffix or "-"))
    file.write_bytes(maker(figure))
    return file


def _alone(figure: Figure) -> bytes:
    return _sized(figure).encode()


def _sized(figure: Figure) -> str:
    """The drawing with a size and a white ground: what a file needs and a page does not."""
    root = ET.fromstring(figure.svg)  # noqa: S314 - a figure of ours
    _left, _top, width, height = root.attrib["viewBox"].split()
    root.set("width", width)
    root.set("height", height)
    root.insert(0, ET.Element(f"{{{SVG}}}rect", {"width": width, "height": height, "fill": "#ffffff"}))
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")
