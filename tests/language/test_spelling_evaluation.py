import csv
from pathlib import Path

import pytest

from prosa.language.encoders.universal import shared_encoder
from prosa.language.spelling import Speller
from prosa.language.spelling_evaluation import Altered, Miscorrected, SpellingReport, evaluate_spelling

HERE = Path(__file__).parent


def misspellings(half: str) -> list[tuple[str, str]]:
    """Slips that Brazilians make, written down for Prosa. Look at the failures of the tuning half alone."""
    with (HERE / f"misspellings_{half}.tsv").open(encoding="utf-8") as file:
        return [(row["wrong"], row["right"]) for row in csv.DictReader(file, dialect="excel-tab")]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.general(shared_encoder().is_whole_word)


@pytest.fixture(scope="module")
def clean() -> SpellingReport:
    return evaluate_spelling([], (HERE / "clean_messages.txt").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("half", ["tune", "held_out"])
def test_nine_in_ten_known_misspellings_become_the_right_word(speller: Speller, half: str):
    report = evaluate_spelling(misspellings(half), [], speller)
    assert report.pairs > 600
    assert report.right_share >= 0.91, report.wrong


def test_the_halves_share_no_misspelling():
    assert not {wrong for wrong, _ in misspellings("tune")} & {wrong for wrong, _ in misspellings("held_out")}


def test_right_words_of_every_misspelling_stay(speller: Speller):
    right = sorted({right for half in ("tune", "held_out") for _, right in misspellings(half)})
    report = evaluate_spelling([], right, speller)
    assert report.altered == ()


def test_commands_passages_and_messages_without_a_mistake_stay(clean: SpellingReport):
    assert clean.words > 350
    assert clean.altered == ()


def test_a_report_counts_what_was_missed_and_what_was_altered():
    lenient = Speller({}, ["frete"], lambda word: word == "zorbado")
    report = evaluate_spelling(
        [("nao", "não"), ("zorbado", "roubado")], ["o frete nao veio", "pelomenos veio", "veio"], lenient
    )
    assert report.right_share == 0.5
    assert report.wrong == (Miscorrected("zorbado", "zorbado", "roubado"),)
    assert report.words == 7
    assert report.altered == (Altered("nao", "não", 1), Altered("pelomenos", "pelo menos", 1))
    assert report.altered_share == pytest.approx(2 / 7)
    assert report.ms_per_message > 0


def test_nothing_to_measure_is_no_error():
    report = evaluate_spelling([], [])
    assert (report.right_share, report.altered_share, report.ms_per_message) == (0, 0, 0)
