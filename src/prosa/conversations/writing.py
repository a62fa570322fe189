"""The statements of one group of appends: a handful, however many conversations share the transaction."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Append, Group
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.log import read_back
from prosa.conversations.models import contact, contact_identity, conversation, event
from prosa.conversations.projection import Conversation
from prosa.conversations.rows import conversation_of, conversation_values, event_values
from prosa.conversations.sealing import Sealer

_KEPT = ("contact_id", "channel", "opened_at")
"""Columns that never change."""
_CHANGING = tuple(column for column in conversation.columns if column.name not in _KEPT)
_NEW = (
    func.unnest(*(bindparam(f"new_{column.name}", type_=ARRAY(column.type)) for column in _CHANGING))
    .table_valued(*(column.name for column in _CHANGING))
    .render_derived(name="new")
)
_UPDATE = (
    update(conversation)
    .where(conversation.c.id == _NEW.c.id)
    .values({column.name: _NEW.c[column.name] for column in _CHANGING if column.name != "id"})
)
"""One statement for all conversations of a group: an array of new values for each column."""


async def begin_group(connection: AsyncConnection, appends: Sequence[Append], sealer: Sealer) -> Group:
    """Opens what must be opened, locks the conversations, and reads what is already stored."""
    now = datetime.now(UTC)
    await _open(connection, appends, now)
    standing = await _lock(connection, sorted({append.conversation for append in appends}))
    stored: dict[tuple[str, str], Event] = {}
    for channel, ids in _external_ids(appends, standing).items():
        found = await read_back(connection, channel, ids, sealer)
        stored |= {(channel, id): found_event for id, found_event in found.items()}
    return Group(standing=standing, stored=stored, now=now)


async def write_group(connection: AsyncConnection, group: Group, sealer: Sealer) -> None:
    """Writes the group's new events and changed conversations."""
    if group.fresh:
        await connection.execute(
            insert(event), [event_values(fresh, channel, sealer) for fresh, channel in group.fresh]
        )
    if group.changed:
        rows = [conversation_values(group.standing[id]) for id in group.changed]
        await connection.execute(
            _UPDATE, {f"new_{column.name}": [row[column.name] for row in rows] for column in _CHANGING}
        )


async def _open(connection: AsyncConnection, appends: Sequence[Append], now: datetime) -> None:
    asked = {append.conversation: append.opening for append in appends if append.opening is not None}
    missing = asked.keys() - await _existing(connection, asked)
    if not missing:
        return
    openings = {id: asked[id] for id in sorted(missing)}
    contacts = {opening.contact: {"id": opening.contact, "created_at": now} for opening in openings.values()}
    identities = {
        (opening.channel, opening.identity): {
            "channel": opening.channel,
            "external_id": opening.identity,
            "contact_id": opening.contact,
        }
        for opening in openings.values()
    }
    blank = [
        Conversation(id=id, contact=opening.contact, channel=opening.channel, opened_at=now, updated_at=now)
        for id, opening in openings.items()
    ]
    # Each in the order of its key: two groups that open the same must not wait for each other in a circle.
    await connection.execute(
        insert(contact).on_conflict_do_nothing(), [contacts[key] for key in sorted(contacts)]
    )
    await connection.execute(
        insert(contact_identity).on_conflict_do_nothing(), [identities[key] for key in sorted(identities)]
    )
    await connection.execute(
        insert(conversation).on_conflict_do_nothing(), [conversation_values(opened) for opened in blank]
    )


async def _existing(
    connection: AsyncConnection, ids: Collection[ConversationId]
) -> Collection[ConversationId]:
    """Those of these conversations that are open already: mostly all, which spares three statements."""
    if not ids:
        return ()
    rows = await connection.execute(select(conversation.c.id).where(conversation.c.id.in_(ids)))
    return rows.scalars().all()


async def _lock(
    connection: AsyncConnection, ids: Sequence[ConversationId]
) -> dict[ConversationId, Conversation]:
    # In the order of ids, so that two groups never wait for each other in a circle.
    rows = await connection.execute(
        select(conversation).where(conversation.c.id.in_(ids)).order_by(conversation.c.id).with_for_update()
    )
    return {row.id: conversation_of(row) for row in rows}


def _external_ids(
    appends: Sequence[Append], standing: dict[ConversationId, Conversation]
) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for append in appends:
        if append.conversation in standing:
            channel = standing[append.conversation].channel
            named = {new.external_id for new in append.events if new.external_id is not None}
            if named:
                ids.setdefault(channel, set()).update(named)
    return ids
