"""What a passage has of a question's words."""

from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.lexical import SLIP, SYNONYM, find, share, terms_of
from prosa.knowledge.vocabulary import Vocabulary, nearest

VOCABULARY = Vocabulary(100, {"comum": 80, "raro": 1, "bolet": 3, "fatur": 3}, {"bolte": "bolet"})
WORD = st.sampled_from(["comum", "raro", "bolet", "fatur", "outro"])
PASSAGE = st.lists(WORD, max_size=12).map(" ".join)


def test_a_rare_word_says_more_than_a_common_one():
    terms = terms_of(["comum", "raro"], VOCABULARY, {})
    common, rare = find(terms, ["comum", "raro"])
    assert rare.whole > 3 * common.whole


def test_a_slip_and_a_synonym_count_almost_as_the_word():
    slip = terms_of(["bolte"], VOCABULARY, {"bolet": ("fatur",)})
    assert [share(slip, [word]) for word in ("bolet", "fatur", "raro")] == [
        SLIP * slip[0].weight / max(slip[0].weight, 0.5),
        SYNONYM * slip[0].weight / max(slip[0].weight, 0.5),
        0,
    ]


def test_the_best_sentence_counts_by_itself():
    terms = terms_of(["raro", "bolet"], VOCABULARY, {})
    together, apart = find(terms, ["raro bolet\ncomum comum", "raro comum\nbolet comum"])
    assert together.sentence > apart.sentence
    assert together.whole == apart.whole


@given(st.lists(WORD, max_size=6, unique=True), st.lists(PASSAGE, max_size=5))
def test_every_passage_gets_its_share(words: list[str], passages: list[str]):
    found = find(terms_of(words, VOCABULARY, {}), passages)
    assert len(found) == len(passages)
    assert all(each.whole >= 0 and each.sentence >= 0 for each in found)


def test_the_nearest_known_word_is_taken_and_none_that_is_far():
    known = {"entreg": 5, "entrad": 9, "estreg": 2}
    assert nearest("entrge", known) == "entreg"
    assert nearest("bola", known) is None
