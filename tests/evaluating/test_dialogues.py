"""The sample shop holds a conversation: what must not get worse, on messages nobody trained on."""

import pytest

from prosa.evaluating.dialogues import Figure, figures
from prosa.language.model import Model
from prosa.packs.schema import Pack


@pytest.fixture(scope="module")
def measured(model: Model, pack: Pack) -> dict[str, Figure]:
    return {each.name: each for each in figures(model, pack.bot, pack.folder / "evaluation")}


@pytest.mark.parametrize(
    "name, least",
    [
        ("both of two requests heard", 0.75),
        ("both of two requests heard, held out", 0.7),
        ("follow-ups right, in their context", 0.85),
        ("follow-ups right, in their context, held out", 0.8),
        ("refusals right, held out", 0.9),
        ("European Portuguese right, held out", 0.9),
    ],
)
def test_the_sample_shop_understands_most(measured: dict[str, Figure], name: str, least: float):
    assert measured[name].share >= least


def test_one_request_is_hardly_ever_heard_as_two(measured: dict[str, Figure]):
    assert measured["single requests heard as several"].share <= 0.02


def test_the_message_before_is_what_makes_follow_ups_clear(measured: dict[str, Figure]):
    with_context = measured["follow-ups right, in their context"].share
    assert with_context > measured["the same without the message before"].share + 0.1
