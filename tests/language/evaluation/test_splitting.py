from hypothesis import given
from hypothesis import strategies as st

from prosa.language.evaluation import split
from prosa.language.evaluation.splitting import few, hold_out_intents, part
from prosa.language.training import Example

pairs = st.lists(st.tuples(st.text("abcABC", min_size=1, max_size=3), st.sampled_from("xyz")), max_size=60)


def twenty_each(*intents: str) -> list[Example]:
    return [Example(f"{intent} {number}", intent) for intent in intents for number in range(20)]


@given(pairs)
def test_a_split_loses_nothing_shares_nothing_and_leaves_something_to_learn(pairs: list[tuple[str, str]]):
    examples = [Example(text, intent) for text, intent in pairs]
    training, test = split(examples, 0.2, seed=1)
    texts = [example.text.lower() for example in (*training, *test)]
    assert sorted(texts) == sorted({text.lower() for text, _ in pairs})
    assert {example.intent for example in test} <= {example.intent for example in training}


def test_a_split_holds_the_same_share_of_every_intent_and_can_be_repeated():
    examples = twenty_each("a", "b")
    _, test = split(examples, 0.25, seed=3)
    assert sorted(example.intent for example in test) == ["a"] * 5 + ["b"] * 5
    assert split(examples, 0.25, seed=3)[1] == test


def test_few_takes_as_many_of_each_intent_and_all_of_a_smaller_one():
    examples = [*twenty_each("a", "b"), Example("só um", "c"), Example("SÓ UM", "c")]
    drawn = few(examples, 3, seed=0)
    assert sorted(example.intent for example in drawn) == ["a"] * 3 + ["b"] * 3 + ["c"]
    assert few(examples, 3, seed=0) == drawn
    assert few(examples, 3, seed=1) != drawn


def test_a_smaller_part_is_within_a_larger_one():
    examples = twenty_each("a", "b")
    tenth, half = part(examples, 0.1), part(examples, 0.5)
    assert (len(tenth), len(half)) == (4, 20)
    assert set(tenth) < set(half)


def test_a_quarter_of_the_intents_stays_unknown():
    intents = [str(number) for number in range(60)]
    held = hold_out_intents(intents, 0.25, seed=0)
    assert len(held) == 15
    assert hold_out_intents(reversed(intents), 0.25, seed=0) == held
    assert hold_out_intents(intents, 0.25, seed=1) != held
    assert hold_out_intents(["a"], 0.5) == frozenset()
