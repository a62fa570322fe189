"""The statements of one group of appends: a handful, however many conversations share the transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.dialects.postgresql.psycopg import dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Append, Group
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.log import read_back
from prosa.conversations.models import contact, contact_identity, conversation, event
from prosa.conversations.projection import Conversation
from prosa.conversations.rows import conversation_of, conversation_values, event_values
from prosa.conversations.sealing import Sealer

_CHANGING = tuple(
    column
    for column in conversation.columns
    if column.name not in ("id", "contact_id", "channel", "opened_at")
)
_DIALECT = dialect()
_UPDATE = text(
    "UPDATE conversation SET "
    + ", ".join(f"{column.name} = new.{column.name}" for column in _CHANGING)
    + " FROM unnest(:id, "
    + ", ".join(f"CAST(:{column.name} AS {column.type.compile(_DIALECT)}[])" for column in _CHANGING)
    + ") AS new(id, "
    + ", ".join(column.name for column in _CHANGING)
    + ") WHERE conversation.id = new.id"
)


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
        await connection.execute(_UPDATE, {name: [row[name] for row in rows] for name in rows[0]})


async def _open(connection: AsyncConnection, appends: Sequence[Append], now: datetime) -> None:
    # Sorted: two groups that open the same conversations must not wait for each other in a circle.
    openings = {
        append.conversation: append.opening
        for append in sorted(appends, key=lambda append: append.conversation)
        if append.opening is not None
    }
    if not openings:
        return
    await connection.execute(
        insert(contact).on_conflict_do_nothing(),
        [{"id": opening.contact, "created_at": now} for opening in openings.values()],
    )
    await connection.execute(
        insert(contact_identity).on_conflict_do_nothing(),
        [
            {"channel": opening.channel, "external_id": opening.identity, "contact_id": opening.contact}
            for opening in openings.values()
        ],
    )
    blank = (
        Conversation(id=id, contact=opening.contact, channel=opening.channel, opened_at=now, updated_at=now)
        for id, opening in openings.items()
    )
    await connection.execute(
        insert(conversation).on_conflict_do_nothing(), [conversation_values(opened) for opened in blank]
    )


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
