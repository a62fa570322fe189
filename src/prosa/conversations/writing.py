"""The statements of one group of appends: a handful, however many conversations share the transaction.

They are written out and go straight to the driver, in pipelines: this is the path of every message, and
building each statement anew cost four times as much as running it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import make_dataclass
from datetime import datetime
from typing import Any

import orjson
from psycopg import AsyncConnection, sql
from sqlalchemy import Table

from prosa.conversations.appending import Append, Group, Opening, Promised
from prosa.conversations.events import ConversationId
from prosa.conversations.models import contact, contact_identity, conversation, event
from prosa.conversations.projection import Conversation
from prosa.conversations.rows import conversation_of, conversation_values, event_of, event_values
from prosa.conversations.sealing import Sealer

_KEPT = ("id", "contact_id", "channel", "opened_at")
"""Columns of a conversation that never change."""


def _sent(table: Table) -> sql.Composed:
    """`json_populate_recordset(NULL::event, %(event)s)`: the rows of a table as one JSON array.

    One text for the driver to pass on, where arrays of each column cost it a third of a group's time.
    """
    name = sql.Identifier(table.name)
    return sql.SQL("json_populate_recordset(NULL::{}, {}::json)").format(name, sql.Placeholder(table.name))


def _insert(table: Table, columns: Sequence[str]) -> sql.Composed:
    return sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM {2}").format(
        sql.Identifier(table.name), _names(columns), _sent(table)
    )


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in columns)


def _ready(statement: sql.Composable) -> bytes:
    """The text itself: the driver remembers what it made of a text, and makes it anew of a composition."""
    return statement.as_string(None).encode()


def _rows(name: str, columns: Sequence[str]) -> Callable[[Any], Callable[[Iterable[Any]], Any]]:
    """A row factory whose rows know their columns by name, without asking the server's answer for them."""
    row = make_dataclass(name, columns, slots=True)
    return lambda cursor: lambda values: row(*values)


_UNLESS_THERE = sql.SQL(" ON CONFLICT DO NOTHING")
_CONVERSATION = tuple(column.name for column in conversation.columns)
_EVENT = tuple(column.name for column in event.columns)

# In the order of ids, so that two groups never wait for each other in a circle.
_LOCK = _ready(
    sql.SQL("SELECT {} FROM conversation WHERE id = ANY(%(ids)s) ORDER BY id FOR UPDATE").format(
        _names(_CONVERSATION)
    )
)
# Of all channels, which are few: with a channel named, PostgreSQL may read all of that channel's events.
_STORED = _ready(
    sql.SQL("SELECT {} FROM event WHERE external_id = ANY(%(external_ids)s)").format(_names(_EVENT))
)
_OPEN_CONTACTS = _ready(_insert(contact, ("id", "created_at")) + _UNLESS_THERE)
_OPEN_IDENTITIES = _ready(_insert(contact_identity, ("channel", "external_id", "contact_id")) + _UNLESS_THERE)
_OPEN_CONVERSATIONS = _ready(_insert(conversation, _CONVERSATION) + _UNLESS_THERE)
_WRITE = _ready(
    sql.SQL(
        "WITH appended AS ({}) UPDATE conversation SET {} FROM {} AS new WHERE conversation.id = new.id"
    ).format(
        _insert(event, _EVENT),
        sql.SQL(", ").join(
            sql.SQL("{0} = new.{0}").format(sql.Identifier(name))
            for name in _CONVERSATION
            if name not in _KEPT
        ),
        _sent(conversation),
    )
)
_CONVERSATION_ROW = _rows("ConversationRow", _CONVERSATION)
_EVENT_ROW = _rows("EventRow", _EVENT)


async def begin_group(
    connection: AsyncConnection[Any],
    appends: Sequence[Append],
    sealer: Sealer,
    clock: Callable[[], datetime],
    promise: Promised | None = None,
) -> Group:
    """Locks the conversations, opens those that must be opened, and reads what is already stored."""
    group = await _look(connection, appends, sealer, clock, promise)
    missing = {
        append.conversation: append.opening
        for append in appends
        if append.opening is not None and append.conversation not in group.standing
    }
    if not missing:
        return group
    # Nothing is written yet. Whoever waits for another group's insert must hold no lock that it may want.
    await connection.rollback()
    await _open(connection, missing, group.now)
    return await _look(connection, appends, sealer, clock, promise)


async def write_group(connection: AsyncConnection[Any], group: Group, sealer: Sealer) -> None:
    """Writes the group's new events and changed conversations."""
    if not group.fresh:
        return
    events = [event_values(fresh, channel, sealer) for fresh, channel in group.fresh]
    changed = [conversation_values(group.standing[id]) for id in group.changed]
    await connection.execute(_WRITE, {"event": _json(events), "conversation": _json(changed)})


async def _look(
    connection: AsyncConnection[Any],
    appends: Sequence[Append],
    sealer: Sealer,
    clock: Callable[[], datetime],
    promise: Promised | None,
) -> Group:
    ids = list({append.conversation for append in appends})
    sent = [new.external_id for append in appends for new in append.events if new.external_id is not None]
    async with (
        connection.cursor(row_factory=_CONVERSATION_ROW) as locked,
        connection.cursor(row_factory=_EVENT_ROW) as stored,
    ):
        async with connection.pipeline():
            await locked.execute(_LOCK, {"ids": ids})
            if sent:
                # Reads what whoever held the locks has committed: each statement sees the world anew.
                await stored.execute(_STORED, {"external_ids": sent})
        standing_rows: list[Any] = await locked.fetchall()
        stored_rows: list[Any] = await stored.fetchall() if sent else []
    return Group(
        standing={row.id: conversation_of(row) for row in standing_rows},
        stored={(row.channel, row.external_id): event_of(row, sealer) for row in stored_rows},
        now=clock(),
        promise=promise,
    )


async def _open(
    connection: AsyncConnection[Any], missing: Mapping[ConversationId, Opening], now: datetime
) -> None:
    openings = missing.values()
    contacts = {opening.contact: {"id": opening.contact, "created_at": now} for opening in openings}
    identities = {
        (opening.channel, opening.identity): {
            "channel": opening.channel,
            "external_id": opening.identity,
            "contact_id": opening.contact,
        }
        for opening in openings
    }
    blank = [conversation_values(_blank(id, opening, now)) for id, opening in sorted(missing.items())]
    # Each in the order of its key: two groups that open the same must not wait for each other in a circle.
    async with connection.pipeline():
        await connection.execute(_OPEN_CONTACTS, {"contact": _json(_in_order(contacts))})
        await connection.execute(_OPEN_IDENTITIES, {"contact_identity": _json(_in_order(identities))})
        await connection.execute(_OPEN_CONVERSATIONS, {"conversation": _json(blank)})


def _in_order(rows: Mapping[Any, dict[str, Any]]) -> list[dict[str, Any]]:
    return [rows[key] for key in sorted(rows)]


def _blank(id: ConversationId, opening: Opening, now: datetime) -> Conversation:
    return Conversation(
        id=id, contact=opening.contact, channel=opening.channel, opened_at=now, updated_at=now
    )


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as `_sent` reads them."""
    return orjson.dumps(rows, default=_hexadecimal).decode()


def _hexadecimal(value: object) -> str:
    """Bytes as PostgreSQL reads them in a text."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(f"{type(value).__name__} has no place in a row")
