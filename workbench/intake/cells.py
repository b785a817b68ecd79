"""A cell as a French spreadsheet prints it to the one form that is stored: 1 234,5 is 1234.5."""

import re
from datetime import date

GROUP = "[ \u00a0\u2009\u202f']"  # between thousands: blank, no-break, thin, narrow no-break, Swiss
NUMBER = re.compile(rf"(?P<sign>[+\-\u2212]?)(?P<whole>\d{{1,3}}(?:{GROUP}\d{{3}})+|\d+)(?:[.,](?P<part>\d+))?")
ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
FRENCH = re.compile(r"(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?: 00:00(?::00)?)?")


def number(cell: str) -> str | None:
    """The number with a decimal point and no blanks, or None; a comma is always decimal, as in France."""
    found = NUMBER.fullmatch(cell.strip())
    if found is None:
        return None
    whole = re.sub(GROUP, "", found["whole"])
    sign = "" if found["sign"] in {"", "+"} else "-"
    return f"{sign}{whole}.{found['part']}" if found["part"] else f"{sign}{whole}"


def day(cell: str) -> str | None:
    """The date as 2015-01-31, or None; the day comes first, the year has four digits, and the date exists."""
    found = ISO.fullmatch(cell.strip()) or FRENCH.fullmatch(cell.strip())
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        return None


def printed(value: object) -> str:
    """What a spreadsheet's value is as a cell of text: no float's tail, a date without its midnight."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    text = str(value)
    return text.removesuffix(" 00:00:00") if isinstance(value, date) else text.strip()
