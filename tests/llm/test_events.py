from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.llm import events
from prosa.llm.events import EventReader

LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20)


def read(stream: bytes, cuts: list[int]) -> list[str]:
    reader = EventReader()
    ends = [*sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    parts = (stream[start:end] for start, end in pairwise([0, *ends]))
    return [data for part in parts for data in reader.read(part)]


@given(
    st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=5),
    st.lists(st.integers(0, 500), max_size=6),
    st.sampled_from(("\n", "\r\n")),
)
def test_events_are_read_wherever_the_line_is_cut(said: list[list[str]], cuts: list[int], end: str):
    stream = "".join("".join(f"data: {line}{end}" for line in lines) + end for lines in said)
    assert read(stream.encode(), cuts) == ["\n".join(lines) for lines in said]


def test_what_is_not_data_is_passed_over():
    stream = b": alive\n\nevent: x\nid: 1\nretry: 5\ndata: a\n\n\n\ndata:b\n\ndata: unfinished\n"
    assert read(stream, []) == ["a", "b"]


def test_an_event_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(events, "LONGEST_LINE", 100)
    reader = EventReader()
    with pytest.raises(ValueError, match="without an end"):
        for _ in range(40):
            list(reader.read(b"data: aaaa\n"))


def test_what_is_no_text_is_refused():
    with pytest.raises(ValueError, match="decode"):
        list(EventReader().read(b"data: \xff\n\n"))
