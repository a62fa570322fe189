from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.events import Event, Message, Source
from prosa.conversations.following import Follower
from tests.conversations.saying import new_conversation

CONVERSATION = new_conversation()
LOG = [
    Event(CONVERSATION, offset, datetime(2026, 3, 2, tzinfo=UTC), Source.CUSTOMER, Message(text=str(offset)))
    for offset in range(12)
]
slices = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: LOG[min(ends) : max(ends)])


@given(st.lists(slices, max_size=20), st.integers(-1, 11))
def test_pieces_of_a_log_in_any_order_and_number_are_delivered_in_order_once(
    pieces: list[list[Event]], seen: int
):
    delivered: list[Event] = []
    follower = Follower(CONVERSATION, seen, delivered.append)
    for piece in pieces:
        before = follower.seen
        complete = follower.offer(piece)
        assert complete == (not piece or piece[0].offset <= before + 1)
    assert delivered == LOG[seen + 1 : follower.seen + 1]

    follower.offer(LOG)
    assert delivered == LOG[seen + 1 :]
