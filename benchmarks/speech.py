"""Precision, recall and F1 of the speech found in reports whose speech is known, and of who is said to speak.

Run: python benchmarks/speech.py [FOLDER]     (the folder that holds the reports; others in it are only counted)
Without a folder: the invented reports of `tests/intake/speech/unread`, beside what each gave the first time, unseen,
and the time of 200 kB of marks. The known answers of the folder's reports, `tests/intake/speech/known_speech.toml`,
are numbers of lines; two spans on one line count as two.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.intake.speech import labelled
from workbench.intake.readers import READERS, read_document
from workbench.intake.speech import Kind, Quoted, find_excerpts

KNOWN = Path(__file__).parent.parent / "tests" / "intake" / "speech" / "known_speech.toml"


def scores(found: list[int], known: list[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of lines found."""
    right = sum((Counter(found) & Counter(known)).values())
    precision, recall = right / max(1, len(found)), right / len(known)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def report(known: dict, spoken: dict[int, Quoted], found: list[int]) -> None:
    """Print how what was found in one report compares with what is known of it."""
    also = set(known.get("also", ()))
    for what, lines in (("all", found), ("without `also`", [n for n in found if n not in also])):
        if what == "all" or also:
            print("  {}: precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(what, *scores(lines, known["speech"])))
    missed, extra = Counter(known["speech"]) - Counter(found), Counter(found) - Counter(known["speech"])
    print(f"  missed lines {sorted(missed)}, extra lines {sorted(extra)}")
    named = [n for n in known["named"] if n in spoken and spoken[n].said.speaker]
    print(f"  speakers named in the report and found: {len(named)} of {len(known['named'])}")
    sides = [(n, side) for side, lines in known.get("category", {}).items() for n in lines]
    right = [n for n, side in sides if n in spoken and spoken[n].category == side]
    wrong = [n for n, side in sides if n in spoken and spoken[n].category not in (side, "unknown")]
    print(f"  category right {len(right)} of {len(sides)}, wrong on lines {wrong}")
    households = sum(quoted.category == "household" for quoted in spoken.values())
    print(f"  from households: {households} (known: {known['households']})")


def invented() -> None:
    """The labelled reports: what they gave unseen, and what they give."""
    for path in labelled.REPORTS:
        now = labelled.read(path)
        print(f"{path.stem}: {now.speech} spans of speech (bar: F1 0.95)")
        print(f"  unseen: {labelled.first_measured(path)}")
        print(
            f"  now: F1 {now.f1:.3f}, category {now.category} of {now.right} (unknown: {now.unknown}), certainty"
            f" {now.certainty} of {now.right}, attribution {now.attribution} of {now.named}"
        )
        for words in now.doubtful:
            print(f"    not all right: {' '.join(words.split())}…")


def marks_only() -> None:
    """The time that 200 kB of quotation marks take, of this process alone."""
    from time import process_time

    for marks in ("«", "«a» ", '"a" ', "«a"):
        text, start = (marks * 200_000)[:200_000], process_time()
        n = len(find_excerpts(text))
        print(f"200 kB of {marks!r}: {n} quotations, {process_time() - start:.1f} s of 10 s")


def main() -> None:
    invented()
    marks_only()
    if len(sys.argv) < 2:
        return
    known = {r["sha256"]: r for r in tomllib.loads(KNOWN.read_text("utf-8"))["report"]}
    for path in sorted(p for p in Path(sys.argv[1]).iterdir() if p.suffix in READERS):
        document, _original = read_document(path)
        start = perf_counter()
        every = find_excerpts(document.text)
        seconds = perf_counter() - start
        kinds = ", ".join(f"{n} {kind}" for kind, n in Counter(q.kind.value for q in every).most_common())
        print(f"{path.name}: {kinds}; {seconds:.2f} s for {len(document.text)} code points")
        if document.original_sha256 in known:
            spans = [(int(document.where(q.start).split()[-1]), q) for q in every if q.kind is Kind.SPEECH]
            report(known[document.original_sha256], dict(spans), [line for line, _quoted in spans])


if __name__ == "__main__":
    main()
