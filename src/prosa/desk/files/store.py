"""Files in the database, in sealed pieces: what is erased, backed up and moved with all the rest."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Invalid, NotFoundError, ProsaError, TooMany
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import FileCard
from prosa.conversations.ports import Effect
from prosa.desk.files.locating import without_location
from prosa.desk.files.naming import safe_name
from prosa.desk.files.sniffing import FROM_CUSTOMERS, FileType, type_of
from prosa.desk.models import file, file_chunk
from prosa.engines.database import Database
from prosa.security.encryption import Cipher

MOST_BYTES = 10 * 1024 * 1024
PIECE_BYTES = 256 * 1024
MOST_IN_MESSAGE = 10
MOST_IN_CONVERSATION = 200
TOO_OFTEN = "Você enviou muitos arquivos em pouco tempo. Tente de novo em instantes."
MOST_UNSENT = 20
"""Of one conversation, at a time."""
KEPT_UNSENT = timedelta(days=1)
MOST_OF_CUSTOMER = 50
"""Of one conversation, ever."""
LATELY, MOST_LATELY = timedelta(minutes=10), 12
"""Files that a customer may send in such a time."""


class FileTooLarge(ProsaError):
    """More than is taken."""

    status = 413
    code = "too_large"
    says = "O arquivo é grande demais: o limite é de 10 MB."


class FileRefused(Invalid):
    """None of the kinds that are taken."""

    code = "file_type"
    says = "Este tipo de arquivo não é aceito. Envie imagens, PDF, documentos, planilhas, áudio ou texto."


class TooManyFiles(Conflict):
    """The conversation holds as many as it may."""

    code = "too_many_files"
    says = "Esta conversa já tem arquivos demais."


class SentTooOften(TooMany):
    """The customer has sent many files just now."""

    code = "rate_limited"


class NoSuchFile(NotFoundError):
    """There is no such file, or no longer, or it is not of this conversation."""

    code = "no_such_file"
    says = "Este arquivo não existe mais."


class NoConversation(NotFoundError):
    """The conversation that the file was for is not there."""

    code = "no_such_conversation"
    says = "Esta conversa não existe."


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file, without what is in it."""

    id: UUID
    conversation: ConversationId
    name: str
    media_type: str
    bytes: int

    @property
    def card(self) -> FileCard:
        """As messages hold it."""
        link = f"/api/agent/files/{self.id}"
        return FileCard(id=self.id, name=self.name, media_type=self.media_type, bytes=self.bytes, link=link)


class Files:
    """Keeps files and gives them back."""

    def __init__(
        self, database: Database, cipher: Cipher, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock

    async def keep(
        self, conversation: ConversationId, by: AgentId | None, name: str, data: bytes
    ) -> StoredFile:
        """Keeps a file for a message that is still to be sent; `by` None: it is the customer's.

        Raises `FileTooLarge`, `FileRefused`, `TooManyFiles`, `NoConversation`.
        """
        if len(data) > MOST_BYTES:
            raise FileTooLarge
        id = uuid4()
        kind, pieces = await asyncio.to_thread(self._sealed, id, name, data)
        if kind is None:
            raise FileRefused
        stored = StoredFile(id, conversation, safe_name(name, kind), kind.media_type, len(data))
        try:
            async with self._database.begin() as connection:
                await self._make_room(connection, conversation)
                await connection.execute(insert(file).values(**self._columns(stored, by)))
                await connection.execute(insert(file_chunk), pieces)
        except IntegrityError as error:
            raise NoConversation from error
        return stored

    async def of_customer(
        self, conversation: ConversationId, name: str, data: bytes
    ) -> tuple[FileCard, Effect]:
        """A customer's file as their message holds it, and what keeps it in the message's own transaction.

        What photos tell of their place is taken out. Raises `FileRefused` for all but photos and PDF.
        """
        id = uuid4()
        kind, cleaned, pieces = await asyncio.to_thread(self._cleaned, id, name, data)
        if kind is None:
            raise FileRefused
        stored = StoredFile(id, conversation, safe_name(name, kind), kind.media_type, len(cleaned))
        columns = {**self._columns(stored, None), "sent": True}

        async def keep(connection: AsyncConnection) -> None:
            await connection.execute(insert(file).values(**columns))
            await connection.execute(insert(file_chunk), pieces)

        return stored.card, keep

    async def room_for_customer(self, conversation: ConversationId) -> None:
        """Raises `TooManyFiles` or `SentTooOften` when the customer may send no more, or not now."""
        now = self._clock()
        lately = file.c.at > now - LATELY
        counted = select(func.count(), func.count().filter(lately), func.min(file.c.at).filter(lately)).where(
            file.c.conversation_id == conversation, file.c.agent_id.is_(None)
        )
        async with self._database.connect() as connection:
            held, recent, since = (await connection.execute(counted)).one()
        if held >= MOST_OF_CUSTOMER:
            raise TooManyFiles
        if recent >= MOST_LATELY:
            wait = max(1, round((since + LATELY - now).total_seconds()))
            raise SentTooOften(wait, TOO_OFTEN)

    async def to_send(
        self, conversation: ConversationId, by: AgentId | None, ids: Collection[UUID]
    ) -> tuple[tuple[FileCard, ...], Sequence[Effect]]:
        """These files as a message holds them, and what must happen with it. Raises `NoSuchFile`."""
        wanted = tuple(dict.fromkeys(ids))
        if not wanted:
            return (), ()
        asked = select(file).where(
            file.c.id.in_(wanted),
            file.c.conversation_id == conversation,
            file.c.agent_id.is_(None) if by is None else file.c.agent_id == by,
        )
        async with self._database.connect() as connection:
            found = {row.id: self._stored(row) for row in await connection.execute(asked)}
        if len(found) < len(wanted):
            raise NoSuchFile

        async def send(connection: AsyncConnection) -> None:
            await connection.execute(update(file).where(file.c.id.in_(sorted(wanted))).values(sent=True))

        return tuple(found[id].card for id in wanted), (send,)

    async def get(self, id: UUID) -> StoredFile:
        """One file. Raises `NoSuchFile`."""
        async with self._database.connect() as connection:
            row = (await connection.execute(select(file).where(file.c.id == id))).one_or_none()
        if row is None:
            raise NoSuchFile
        return self._stored(row)

    async def pieces(self, stored: StoredFile) -> AsyncGenerator[bytes]:
        """What is in it, in order. Ends early when it is erased meanwhile."""
        count = -(-stored.bytes // PIECE_BYTES)
        for position in range(count):
            asked = select(file_chunk.c.data_sealed).where(
                file_chunk.c.file_id == stored.id, file_chunk.c.position == position
            )
            async with self._database.connect() as connection:
                sealed = (await connection.execute(asked)).scalar_one_or_none()
            if sealed is None:
                return
            yield await asyncio.to_thread(self._cipher.decrypt, bytes(sealed), _place(stored.id, position))

    async def remove_unsent(self) -> int:
        """Removes what was uploaded a day ago and never sent; how many."""
        old = delete(file).where(~file.c.sent, file.c.at < self._clock() - KEPT_UNSENT)
        async with self._database.begin() as connection:
            return (await connection.execute(old)).rowcount

    def _sealed(self, id: UUID, name: str, data: bytes) -> tuple[FileType | None, list[dict[str, object]]]:
        kind = type_of(data, name)
        return (None, []) if kind is None else (kind, self._pieces(id, data))

    def _cleaned(
        self, id: UUID, name: str, data: bytes
    ) -> tuple[FileType | None, bytes, list[dict[str, object]]]:
        kind = type_of(data, name)
        if kind is None or kind.media_type not in FROM_CUSTOMERS:
            return None, b"", []
        cleaned = without_location(data, kind.media_type)
        return kind, cleaned, self._pieces(id, cleaned)

    def _pieces(self, id: UUID, data: bytes) -> list[dict[str, object]]:
        return [
            {
                "file_id": id,
                "position": position,
                "data_sealed": self._cipher.encrypt(data[start : start + PIECE_BYTES], _place(id, position)),
            }
            for position, start in enumerate(range(0, len(data), PIECE_BYTES))
        ]

    async def _make_room(self, connection: AsyncConnection, conversation: ConversationId) -> None:
        counted = select(func.count(), func.count().filter(~file.c.sent)).where(
            file.c.conversation_id == conversation
        )
        held, unsent = (await connection.execute(counted)).one()
        if held >= MOST_IN_CONVERSATION or unsent >= MOST_UNSENT:
            raise TooManyFiles

    def _columns(self, stored: StoredFile, by: AgentId | None) -> dict[str, object]:
        return {
            "id": stored.id,
            "conversation_id": stored.conversation,
            "agent_id": by,
            "at": self._clock(),
            "name_sealed": self._cipher.encrypt(stored.name.encode(), b"file:" + stored.id.bytes),
            "media_type": stored.media_type,
            "bytes": stored.bytes,
        }

    def _stored(self, row: Row[Any]) -> StoredFile:
        name = self._cipher.decrypt(bytes(row.name_sealed), b"file:" + row.id.bytes).decode()
        return StoredFile(row.id, ConversationId(row.conversation_id), name, row.media_type, row.bytes)


def _place(id: UUID, position: int) -> bytes:
    return b"file:%s:%d" % (id.bytes, position)
