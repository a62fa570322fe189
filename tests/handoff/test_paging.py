from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from prosa.handoff.paging import BadCursor, Cursor


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_a_cursor_reads_back_as_it_was_written(at: datetime, id: UUID):
    cursor = Cursor(at, id)
    assert Cursor.read(str(cursor)) == cursor


@given(st.text())
def test_anything_else_is_refused_or_a_cursor_of_ours(text: str):
    try:
        cursor = Cursor.read(text)
    except BadCursor:
        return
    assert cursor.at.tzinfo is not None
