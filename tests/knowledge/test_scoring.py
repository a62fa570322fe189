"""The score of an article."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.scoring import Evidence, score

COSINES = st.floats(-1, 1)
WORDS = st.floats(0, 16)
EVIDENCE = st.builds(Evidence, COSINES, COSINES, WORDS, WORDS)


@given(EVIDENCE)
def test_it_is_a_probability(evidence: Evidence):
    assert 0 <= score(evidence) <= 1


@given(EVIDENCE, st.floats(0, 1))
def test_more_of_a_good_sign_never_lowers_it(evidence: Evidence, more: float):
    for name in ("asked", "told", "words", "headwords"):
        assert score(replace(evidence, **{name: getattr(evidence, name) + more})) >= score(evidence)


@given(EVIDENCE)
def test_the_intent_counts_for_and_against(evidence: Evidence):
    assert score(replace(evidence, main=True)) >= score(evidence) >= score(replace(evidence, unmeant=True))
