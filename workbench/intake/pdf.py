"""PDF: the text that its pages print, line by line, two columns one after the other, each with its page."""

from itertools import pairwise
from typing import Any

from workbench.intake.layout import Segment, printed_lines
from workbench.messages import _

HYPHENS = {0x2, 0xFFFE}  # how the library marks a hyphen at the end of a line
GAP, DROP = 1.6, 0.6  # in heights of a letter: more to the right, or up or down, and another segment begins
UNREADABLE = 0.2  # share of letters without a meaning above which a text is refused

Lines = list[tuple[str, str]]


def paragraphs(data: bytes) -> Lines:
    """Every printed line with its page ("p. 3"), an empty one where the page leaves a gap, one for a page without text.

    Raises ValueError for a file that is locked, damaged, cut short, an image, or whose fonts name no letters.
    """
    if b"%%EOF" not in data.rstrip(b"\0\r\n ")[-4096:]:
        raise ValueError(_("the end of the file is missing"))
    lines: Lines = []
    pictures = False
    with _opened(data) as document:
        for n in range(len(document)):
            page = document[n]
            printed = _page(page)
            lines += [(f"p. {n + 1}", line) for line in printed] or [(f"p. {n + 1}", "")]
            pictures = pictures or (not printed and _has_picture(page))
            page.close()
    text = "".join(line for _where, line in lines)
    if pictures and not any(c.isalpha() for c in text):
        raise ValueError(_("no text: this PDF is an image"))
    if text and sum(c == "\N{REPLACEMENT CHARACTER}" for c in text) > UNREADABLE * len(text):
        raise ValueError(_("its fonts do not say which letters they draw"))
    return lines


def _opened(data: bytes) -> Any:
    # pypdfium2 and not pdfplumber: the same words and boxes fifty times as fast
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as why:
        locked = "password" in str(why).lower()
        raise ValueError(_("it is locked with a password") if locked else _("the file is damaged")) from why


def _has_picture(page: Any) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])), None) is not None


def _page(page: Any) -> list[str]:
    """The lines of a page in reading order, an empty one between two that stand well apart."""
    lines = printed_lines(_segments(page.get_textpage()))
    texts: list[str] = []
    for before, line in pairwise([None, *lines]):
        if before and line and before.y - line.y > 1.7 * max(before.height, line.height):
            texts.append("")
        if line:
            texts.append(line.text)
    return texts


def _segments(textpage: Any) -> list[Segment]:
    """The runs of letters of a page in the order of the file; a wide gap or another height begins a new one."""
    import pypdfium2.raw as c

    box, found, run = c.FS_RECTF(), [], Run()
    for i in range(textpage.count_chars()):
        code = c.FPDFText_GetUnicode(textpage, i)
        if code in (10, 13):
            found += run.closed()
            continue
        letter = "-" if code in HYPHENS else chr(code) if code else "\N{REPLACEMENT CHARACTER}"
        if letter.isspace():
            run.text += letter
            continue
        c.FPDFText_GetLooseCharBox(textpage, i, box)
        if run.parts_from(box) and not _turned(c.FPDFText_GetCharAngle(textpage, i)):
            found += run.closed()
        run.take(box, letter)
    return found + run.closed()


def _turned(angle: float) -> bool:
    return 0.1 < angle % 3.14159 < 3.04  # letters of a line written upwards do not stand beside each other


class Run:
    """The letters read since the last break, and the box around them."""

    def __init__(self) -> None:
        self.text = ""
        self.x0 = self.x1 = self.y = self.height = 0.0

    def parts_from(self, box: Any) -> bool:
        """Whether a letter in this box no longer belongs to the run."""
        if not self.text.strip():
            return False
        height = max(self.height, box.top - box.bottom)
        return bool(
            box.left - self.x1 > GAP * height
            or self.x0 - box.left > GAP * height
            or abs(box.bottom - self.y) > DROP * height
        )

    def take(self, box: Any, letter: str) -> None:
        """Adds one letter, which need not be alone in its box."""
        if not self.text.strip():
            self.x0, self.y, self.height = box.left, box.bottom, box.top - box.bottom
        self.x1 = box.right
        self.text += letter

    def closed(self) -> list[Segment]:
        """The segment, when it holds words; the run is empty afterwards."""
        text = self.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
        self.text = ""
        return [Segment(text, self.x0, self.x1, self.y, self.height)] if text else []
