"""What a new model gains and loses, with models small enough to see why."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues, ScoredIntent, Sentiment, Understanding
from prosa.learning.teaching import key_of
from prosa.learning.trials import Change, TooLittleData, Trial, parted, try_out

WORDS = "azul verde preto branco rosa cinza bege roxo vinho marrom prata ouro lilás creme areia".split()


class ByWords:
    """Takes a message for the intent with which it shares most words; on a tie, the first by name."""

    def __init__(self, data: TrainingData) -> None:
        self.data = data

    def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Understanding:
        words = set(text.split())
        shared: dict[str, int] = {}
        for example in self.data.examples:
            shared[example.intent] = shared.get(example.intent, 0) + len(words & set(example.text.split()))
        best = min(shared, key=lambda intent: (-shared[intent], intent))
        return Understanding(
            text, text, ScoredIntent(best, 0.9), (), (), Sentiment.NEUTRAL, 0, False, np.zeros(2, np.float32)
        )


def data(**intents: str) -> TrainingData:
    """Fifteen examples of each intent, around a phrase."""
    return TrainingData(
        tuple(Example(f"{phrase} {word}", intent) for intent, phrase in intents.items() for word in WORDS)
    )


@pytest.fixture
def trained() -> Callable[..., ByWords]:
    return lambda data, progress: ByWords(data)


SERVING = data(order="cadê pedido", exchange="quero trocar")


def test_examples_of_a_new_subject_are_won(trained):
    following = TrainingData((*SERVING.examples, *data(card="parcelar cartão").examples))
    trial = try_out(SERVING, following, trained)
    assert not trial.is_worse and trial.lost == ()
    assert {change.expected for change in trial.won} == {"card"}
    assert trial.before is not None and trial.after > trial.before
    assert trial.p_value == pytest.approx(2 * 0.5 ** len(trial.won)) or len(trial.won) == 1
    assert [(each.intent, each.before, each.after) for each in trial.intents] == [("card", 0, len(trial.won))]


def test_examples_under_the_wrong_intent_make_it_worse_however_many_they_win(trained):
    wrong = tuple(Example(f"cadê pedido {a} {b}", "exchange") for a in WORDS for b in WORDS[:4])
    trial = try_out(SERVING, TrainingData((*SERVING.examples, *wrong)), trained)
    held_of_order = {example.text for example in parted(SERVING)[1] if example.intent == "order"}
    assert {change.text for change in trial.lost} == held_of_order
    assert all((change.before, change.after) == ("order", "exchange") for change in trial.lost)
    assert trial.known_lost == len(held_of_order) and trial.known_won == 0
    assert len(trial.won) > len(trial.lost)


@pytest.mark.parametrize(
    ("won", "lost", "known_won", "known_lost", "worse"),
    [(0, 0, 0, 0, False), (1, 2, 1, 2, True), (3, 2, 0, 2, False), (20, 8, 0, 8, True), (20, 8, 8, 0, False)],
)
def test_what_counts_as_worse(won: int, lost: int, known_won: int, known_lost: int, worse: bool):
    change = Change("x", "a", "a", "b")
    trial = Trial(50, 0.5, 0.5, (change,) * won, (change,) * lost, known_won=known_won, known_lost=known_lost)
    assert trial.is_worse is worse


def test_the_first_model_is_only_measured(trained):
    trial = try_out(None, SERVING, trained)
    assert (trial.before, trial.won, trial.lost, trial.is_worse) == (None, (), (), False)
    assert trial.after == 1.0


def test_neither_model_is_asked_what_it_was_taught():
    asked: list[set[str]] = []
    taught: list[set[str]] = []

    class Spy(ByWords):
        def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
            asked.append(set(texts))
            taught.append({example.text for example in self.data.examples})
            return super().understand(texts, cues)

    following = TrainingData((*SERVING.examples, *data(card="parcelar cartão").examples))
    try_out(SERVING, following, lambda data, progress: Spy(data))
    assert len(asked) >= 2
    assert all(not questions & lesson for questions in asked for lesson in taught)


def test_a_handful_of_examples_is_too_little_to_tell(trained):
    with pytest.raises(TooLittleData):
        try_out(None, TrainingData((Example("oi", "greeting"), Example("tchau", "goodbye"))), trained)


examples = st.lists(
    st.builds(Example, st.text("abcdefgh ", min_size=1, max_size=12), st.sampled_from("xyz")), max_size=60
)


@given(examples, examples)
def test_what_is_held_out_stays_so_when_examples_are_added(first: list[Example], more: list[Example]):
    first = list({key_of(example.text): example for example in first}.values())
    known = {key_of(example.text) for example in first}
    more = [example for example in more if key_of(example.text) not in known]
    taught, held = parted(TrainingData(tuple(first)))
    taught_then, held_then = parted(TrainingData((*first, *more)))
    assert {example.text for example in held} <= {example.text for example in held_then}
    assert not {key_of(example.text) for example in held_then} & {
        key_of(example.text) for example in taught_then.examples
    }
    assert {example.intent for example in first} <= {example.intent for example in taught.examples}
