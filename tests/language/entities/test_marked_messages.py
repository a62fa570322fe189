import json
from pathlib import Path

import pytest

from prosa.language.cleaning import clean
from prosa.language.entities import EntityFinder
from prosa.language.entities.annotated import read_annotated
from prosa.language.entities.evaluation import Annotated, EntityReport, evaluate_entities
from prosa.language.training import Phrase
from prosa.language.understanding import Cues, Entity, EntityKind
from tests.language.conftest import TODAY

DATA = Path(__file__).parent / "data"
CATALOGUE = [
    Phrase("product", product, tuple(names))
    for product, names in json.loads((DATA / "catalogue.json").read_text()).items()
]
finder = EntityFinder.general(CATALOGUE, today=lambda: TODAY)


def find(message: Annotated) -> tuple[Entity, ...]:
    return finder.find(message.text, clean(message.text), Cues())


@pytest.fixture(scope="module", params=["held_out.jsonl", "tuned_on.jsonl"])
def report(request: pytest.FixtureRequest) -> EntityReport:
    return evaluate_entities(find, read_annotated(DATA / request.param))


def test_entities_of_marked_messages_are_found_with_span_and_value(report: EntityReport):
    assert report.exact.f1 >= 0.97, report.mistakes
    assert report.macro_f1 >= 0.97, report.mistakes


def test_no_kind_lags_behind(report: EntityReport):
    assert set(report.by_kind) == {str(kind) for kind in EntityKind}
    lagging = {kind: score for kind, score in report.by_kind.items() if score.f1 < 0.9}
    assert not lagging, report.mistakes
