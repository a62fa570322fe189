"""Accepted examples in the pack's own files."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosa.learning.examples import LearnedExample
from prosa.learning.exporting import FILE, as_yaml, export
from prosa.learning.masking import masked
from prosa.learning.noticing import Reason
from prosa.packs.loader import load_pack
from prosa.packs.nlu import read_nlu_files
from prosa.packs.problems import Problems
from prosa.settings import Settings


def learned(text: str, intent: str = "order_status", number: int = 1) -> LearnedExample:
    accepted = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return LearnedExample(UUID(int=number), text, intent, Reason.CORRECTED, accepted, None, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample shop."""
    return Path(shutil.copytree(Settings().pack_folder(), tmp_path / "loja"))


def test_the_pack_loads_with_what_was_learned(folder: Path):
    before = len(load_pack(folder).training.examples)
    assert export(folder, [learned("o trem que comprei sumiu no caminho")]) == 1
    examples = load_pack(folder).training.examples
    assert len(examples) == before + 1
    assert ("o trem que comprei sumiu no caminho", "order_status") in {(e.text, e.intent) for e in examples}


def test_each_example_says_where_it_comes_from(folder: Path):
    export(folder, [learned("o trem que comprei sumiu no caminho", number=7)])
    written = (folder / FILE).read_text()
    assert "origin: corrected" in written and 'accepted: "2026-11-20"' in written
    assert str(UUID(int=7)) in written


def test_writing_again_changes_nothing_and_what_moved_elsewhere_goes(folder: Path):
    two = [learned("o trem que comprei sumiu no caminho"), learned("a caixa sumiu do mapa", number=2)]
    assert export(folder, two) == 2
    first = (folder / FILE).read_text()
    assert export(folder, reversed(two)) == 2
    assert (folder / FILE).read_text() == first
    with (folder / "nlu.yml").open("a") as nlu:
        nlu.write("- intent: order_status\n  examples: |\n    - a caixa sumiu do mapa\n")
    assert export(folder, two) == 1
    load_pack(folder)


def test_without_anything_to_write_there_is_no_file(folder: Path):
    export(folder, [learned("o trem que comprei sumiu no caminho")])
    assert export(folder, []) == 0
    assert not (folder / FILE).exists()


@given(st.text(min_size=1, max_size=200).map(masked).filter(bool))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_accepted_is_read_back_as_it_was(tmp_path: Path, text: str):
    (tmp_path / "learned.yml").write_text(as_yaml([learned(text)]))
    problems = Problems()
    nlu = read_nlu_files(tmp_path, ["learned.yml"], problems)
    assert problems.found == []
    assert [line.text for line in nlu.intents["order_status"]] == [text]
