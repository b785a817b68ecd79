"""Pages for the printer: A4, large type, black on white, nothing from elsewhere. The look alone, no content."""

from collections.abc import Iterable

from workbench.findings import pictograms
from workbench.findings.reviews import Position
from workbench.markup import text
from workbench.messages import _, language

STYLE = """
@page { size: A4; margin: 15mm 16mm; }
:root { --ink: #16161a; --line: #767680; --accent: #1f3a8a; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 178mm; color: var(--ink); background: #fff; overflow-wrap: anywhere;
  font: 400 14pt/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 22pt; line-height: 1.2; margin: 0 0 6mm; }
h2 { font-size: 18pt; line-height: 1.3; margin: 0 0 4mm; }
h3 { font-size: 14pt; margin: 5mm 0 2mm; }
p { margin: 0 0 3mm; }
.sheet { break-after: page; padding-block: 4mm; }
.sheet:last-child { break-after: auto; }
.place { color: #44454d; font-size: 12pt; margin-bottom: 2mm; }
.plain { font-size: 20pt; line-height: 1.35; font-weight: 600; margin: 3mm 0 6mm; }
.quote { border-left: 3pt solid var(--accent); padding-left: 4mm; margin: 0 0 4mm; break-inside: avoid; }
.quote p { margin: 0; }
.from, .small { font-size: 12pt; color: #44454d; }
figure { margin: 0 0 6mm; break-inside: avoid; }
figure svg { width: 105mm; max-width: 100%; height: auto; display: block; }
figcaption { margin-top: 2mm; }
.slip { border: 1.2pt solid var(--line); border-radius: 3mm; padding: 3mm 6mm; margin-bottom: 4mm;
  font-size: 13pt; line-height: 1.4;  break-inside: avoid; }
.choices { list-style: none; margin: 0 0 3mm; padding: 0; }
.choices li { display: flex; align-items: center; gap: 3mm; min-height: 8.5mm; }
.choices svg { width: 8mm; height: 8mm; flex: none; }
.box { width: 6mm; height: 6mm; border: 1.2pt solid var(--ink); flex: none; border-radius: 1mm; }
.line { border-bottom: .8pt solid var(--line); height: 8mm; }
.line + p { margin-top: 3mm; }
.words { break-inside: avoid; }
.codebox { display: inline-block; width: 8mm; height: 10mm; border: 1pt solid var(--line); margin-right: 1mm;
  vertical-align: middle; }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; }
.card { border: 1pt dashed var(--line); border-radius: 3mm; padding: 5mm; break-inside: avoid; text-align: center; }
.card .code { font: 700 20pt/1.3 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .06em; margin: 2mm 0; }
.card svg { width: 38mm; height: 38mm; }
.card .to { border-top: 1pt dashed var(--line); margin: 3mm -5mm -2mm; padding-top: 2mm; font-size: 12pt; }
table { border-collapse: collapse; width: 100%; margin-bottom: 4mm; font-size: 12pt; }
th, td { border: .6pt solid var(--line); text-align: left; vertical-align: top; padding: 1.5mm 2mm; }
del { color: #8a1f17; } ins { color: #00553c; text-decoration-thickness: 1.5pt; }
a { color: var(--accent); }
"""


def document(title: str, sheets: Iterable[str]) -> str:
    """A whole page of sheets; `sheets` are HTML made of escaped texts."""
    inside = "".join(f'<section class="sheet">{sheet}</section>' for sheet in sheets)
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
        ' img-src data:">\n<link rel="icon" href="data:,">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>{inside}</main>\n</body>\n</html>\n"
    )


def positions() -> dict[Position, str]:
    """The five answers in the words of the screen."""
    return {
        Position.AGREE: _("I agree"),
        Position.NUANCE: _("I would put it differently"),
        Position.DISAGREE: _("I disagree"),
        Position.NOT_ABOUT_ME: _("This does not concern me"),
        Position.NO_ANSWER: _("I pass"),
    }


def choices() -> str:
    """The five answers with their pictures and a box each."""
    items = "".join(
        f'<li><span class="box"></span>{pictograms.svg(position)}<span>{text(word)}</span></li>'
        for position, word in positions().items()
    )
    return f'<ul class="choices">{items}</ul>'


def quote_choices() -> str:
    """What a person may decide on a quote of theirs, for some readers, with a box each."""
    says = (_("As it is"), _("With changes"), _("Not for these readers"), _("Never, for nobody"))
    boxes = "".join(f'<li><span class="box"></span><span>{text(say)}</span></li>' for say in says)
    return f'<ul class="choices">{boxes}</ul>'


def quote_readers() -> dict[str, str]:
    """Those to whom a quote may go, by audience, as the person who said it is told."""
    return {"T2": _("the partners who work on the project"), "T3": _("everybody: a report, a page on the internet")}


def lines(n: int) -> str:
    """Empty lines to write on."""
    return '<div class="line"></div>' * n


def code_boxes() -> str:
    """Eight boxes for a code, in two groups."""
    four = '<span class="codebox"></span>' * 4
    return f"<p>{text(_('My code'))} {four} – {four}</p>"
