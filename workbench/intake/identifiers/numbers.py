"""Numbers as they are said in French, and whether a sum is round."""

import re

UNITS = {
    word: n
    for n, word in enumerate(
        [
            "zéro",
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
        ]
    )
} | {"zero": 0, "une": 1, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
UNITS |= {"septante": 70, "huitante": 80, "nonante": 90}


def value(words: str) -> float | None:
    """The number that digits or words say: "1 143,50" -> 1143.5, "quatre-vingt-deux" -> 82; None if they say none."""
    digits = re.match(r"\s*(\d[\d\s.\u00a0\u202f]*\d|\d)(?:,(\d{1,2}))?", words)
    if digits:
        whole = re.sub(r"[\s\u00a0\u202f]", "", digits[1])
        if re.fullmatch(r"\d+\.\d{1,2}", whole):
            return float(whole)
        return float(whole.replace(".", "")) + (float(f"0.{digits[2]}") if digits[2] else 0)
    total = part = 0
    seen = False
    for word in re.findall(r"[^\W\d_]+", words.casefold()):
        if word in UNITS:
            n = UNITS[word]
            part = part - 4 + 80 if n == 20 and part % 100 == 4 else part + n
        elif word in ("cent", "cents"):
            part = max(part, 1) * 100
        elif word == "mille":
            total, part = total + max(part, 1) * 1000, 0
        elif word != "et":
            break
        seen = True
    return float(total + part) if seen else None


def is_round(amount: float) -> bool:
    """Whether a sum is round: one digit then zeros, or 15, 25, 75, 150, 1 500, 35 000 and their like; 450 is not."""
    if amount != int(amount):
        return False
    digits = str(int(amount)).rstrip("0")
    halves = len(digits) == 2 and digits[1] == "5" and amount >= 15
    return len(digits) <= 1 or (halves and (amount >= 10_000 or digits in ("15", "25", "75")))
