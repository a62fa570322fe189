"""The score of an article."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.scoring import Evidence, score

COSINES = st.floats(-1, 1)
SHARES = st.floats(0, 3)
EVIDENCE = st.builds(Evidence, COSINES, COSINES, COSINES, SHARES, SHARES, SHARES)
KINDS = st.fixed_dictionaries({"headed": st.booleans(), "near": st.booleans()})


@given(EVIDENCE, KINDS)
def test_it_is_a_probability(evidence: Evidence, kind: dict[str, bool]):
    assert 0 <= score(evidence, **kind) <= 1


@given(EVIDENCE, KINDS, st.floats(0, 1))
def test_more_of_a_good_sign_never_lowers_it(evidence: Evidence, kind: dict[str, bool], more: float):
    for name in ("asked", "told", "near", "whole", "sentence", "headwords"):
        better = replace(evidence, **{name: getattr(evidence, name) + more})
        assert score(better, **kind) >= score(evidence, **kind)


@given(EVIDENCE, KINDS)
def test_the_intent_counts_for_and_against(evidence: Evidence, kind: dict[str, bool]):
    meant, unmeant = (replace(evidence, **{name: True}) for name in ("main", "unmeant"))
    assert score(meant, **kind) >= score(evidence, **kind) >= score(unmeant, **kind)


@given(EVIDENCE, st.booleans(), COSINES)
def test_without_a_vector_the_passage_s_closeness_counts_nothing(
    evidence: Evidence, headed: bool, near: float
):
    other = replace(evidence, near=near)
    assert score(other, headed=headed, near=False) == score(evidence, headed=headed, near=False)
