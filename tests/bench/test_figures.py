import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.bench.figures import figures, latency
from prosa.bench.load import Span
from prosa.bench.trace import Kind, Said
from prosa.bench.wording import number


def said(
    due: float, *, sent: float = 0.0, accepted: float | None = None, answered: float | None = None
) -> Said:
    """A message with what followed it, in seconds after it was due."""

    def at(after: float | None) -> float | None:
        return None if after is None else due + after

    return Said("m", Kind.NORMAL, due, due + sent, "c", accepted_at=at(accepted), answered_at=at(answered))


def test_latency_counts_from_when_a_message_was_due_not_from_when_it_was_sent():
    """A server that stops for a second makes the tool late too, and that second is not hidden."""
    found = figures([said(0.5, sent=0.4, accepted=0.5, answered=1.0)], Span(0, 1))
    assert found.answered.p50 == pytest.approx(1000)
    assert found.accepted.p50 == pytest.approx(500)
    assert found.late.p50 == pytest.approx(400)


def test_only_messages_that_were_due_in_the_span_count():
    warm_up, counted, after = said(0.5, answered=9), said(1.5, answered=0.25), said(2.5, answered=9)
    found = figures([warm_up, counted, after], Span(1, 2))
    assert (found.sent, found.answered.count, found.answered.worst) == (1, 1, pytest.approx(250))


def test_answers_are_counted_when_they_arrive():
    messages = [said(0.1, answered=0.1), said(0.2, answered=5.0), said(0.3)]
    assert figures(messages, Span(0, 2)).answered_per_second == 0.5


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200))
def test_percentiles_are_in_order_and_within_what_was_measured(values: list[float]):
    found = latency(np.array(values))
    assert min(values) <= found.p50 <= found.p95 <= found.p99 <= found.worst == max(values)


def test_without_a_measurement_there_are_zeros_and_no_error():
    assert figures([], Span(0, 1)).answered.count == 0


@pytest.mark.parametrize(
    "value, shown", [(0.2149, "0,21"), (12.34, "12,3"), (312.7, "313"), (12345.6, "12.346"), (0, "0,00")]
)
def test_numbers_are_written_as_in_brazil(value: float, shown: str):
    assert number(value) == shown
