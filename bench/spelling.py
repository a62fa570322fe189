"""Measures the speller: `python -m bench.spelling [--pairs WRONG_RIGHT.tsv] [--clean TEXT.txt]`."""

import argparse
import csv
from pathlib import Path

from prosa.language.spelling_evaluation import evaluate_spelling

_OURS = Path(__file__).parents[1] / "tests" / "language"


def main() -> None:
    """Prints a line for each file of misspellings, and one for each of clean messages, one a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=Path, nargs="*", default=sorted(_OURS.glob("misspellings_*.tsv")))
    options.add_argument("--clean", type=Path, nargs="*", default=[_OURS / "clean_messages.txt"])
    options.add_argument("--show", action="store_true", help="print what was missed and what was altered")
    chosen = options.parse_args()
    for path in chosen.pairs:
        with path.open(encoding="utf-8") as file:
            _, *rows = csv.reader(file, dialect="excel-tab")
        report = evaluate_spelling([(row[0], row[1]) for row in rows], [])
        print(f"{path.name}: {report.pairs} misspellings, {report.right_share:.1%} right")
        for miss in report.wrong if chosen.show else ():
            print(f"  {miss.typed} became {miss.given}, meant {miss.meant}")
    for path in chosen.clean:
        report = evaluate_spelling([], path.read_text(encoding="utf-8").splitlines())
        print(
            f"{path.name}: {report.words} words, {report.altered_share:.2%} altered, "
            f"{report.ms_per_message:.3f} ms a message"
        )
        for change in report.altered if chosen.show else ():
            print(f"  {change.written} became {change.given} {change.times} times")


if __name__ == "__main__":
    main()
