import random
from collections import Counter

import pytest

from prosa.bench.crowd import LONGEST_STAY
from prosa.bench.messages import SHARES, TEXTS, Talk, kinds
from prosa.bench.trace import Kind
from prosa.conversations.abuse import MANY_MESSAGES, REPEATED_OF_TEN


def test_the_mix_is_seven_in_ten_normal_two_support_one_escalation():
    counted = Counter(kinds(20_000, random.Random(1)))
    assert all(abs(counted[kind] / 20_000 - share) < 0.01 for kind, share in SHARES.items())
    assert sum(SHARES.values()) == pytest.approx(1)


@pytest.mark.parametrize("kind", Kind)
def test_nobody_repeats_anything_before_everything_of_its_kind_is_said(kind: Kind):
    talk = Talk(random.Random(1))
    said = [talk.next(kind) for _ in TEXTS[kind]]
    assert sorted(said) == sorted(TEXTS[kind]) and len(set(said)) == len(said)


def test_no_customer_of_a_run_looks_like_abuse_to_the_server():
    assert all(len(set(texts)) > 10 // REPEATED_OF_TEN for texts in TEXTS.values())
    assert LONGEST_STAY <= MANY_MESSAGES
