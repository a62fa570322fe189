"""A bot on a stage of its own: a whole node over engines that nobody else uses, gone afterwards."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from prosa.channels.web.answers import answer_to
from prosa.channels.web.sessions import Session
from prosa.conversations.events import Message
from prosa.conversations.facts import Facts
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import upgrade
from prosa.knowledge.embedding import embed_passages
from prosa.knowledge.indexing import index_pack
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.language.encoders.universal import shared_encoder
from prosa.language.model import Model
from prosa.node import Node, open_node
from prosa.packs.schema import Pack
from prosa.rehearsing.reactions import FAILED, Did, Reaction, reaction_of
from prosa.settings import Settings

AT_ONCE = 8
"""Conversations held side by side; one more waits, so that times are those of a calm node."""

Choose = Callable[[Reaction], int | None]
"""The place of what is meant among what is offered; None: it is not there."""
Progress = Callable[[float], None]
"""Told the share of the questions that have been answered, 0 to 1."""


class Rehearsal:
    """A bot that can be asked. Every question begins a conversation of its own."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._seats = asyncio.Semaphore(AT_ONCE)

    async def ask(self, text: str, choose: Choose) -> Reaction:
        """What the bot does when this is the first thing it hears.

        Offered several things, the customer taps the one that `choose` names, once.
        """
        session = self._node.web.sessions.new()
        async with self._seats:
            reaction = await self._say(session, text)
            chosen = choose(reaction) if reaction.did is Did.OFFERED else None
            if chosen is None:
                return reaction
            return replace(await self._say(session, reaction.buttons[chosen]), tapped=True)

    async def ask_all(
        self, texts: Sequence[str], choices: Sequence[Choose], progress: Progress
    ) -> list[Reaction]:
        """All reactions, in order."""
        done = 0

        async def one(text: str, choose: Choose) -> Reaction:
            nonlocal done
            reaction = await self.ask(text, choose)
            done += 1
            progress(done / len(texts))
            return reaction

        return await asyncio.gather(*map(one, texts, choices))

    async def _say(self, session: Session, text: str) -> Reaction:
        web = self._node.web
        appended = await web.inbox.receive(session.conversation, text, opening=session.opening)
        said = appended.events[-1].offset
        answer = await answer_to(web.fanout, session.conversation, said, web.settings.turn_seconds)
        match None if answer is None else answer.data:
            case Message(facts=Facts() as facts) as message:
                return reaction_of(message, facts, self._node.pack.bot)
            case _:
                return FAILED


@asynccontextmanager
async def rehearsal(pack: Pack, model: Model) -> AsyncGenerator[Rehearsal]:
    """The bot, ready. Nothing it does reaches a database or a file that is in use."""
    with tempfile.TemporaryDirectory(prefix="prosa-") as home:
        settings = Settings(home=Path(home), database_url=None, valkey_url=None, pack=pack.folder)
        async with open_engines(settings) as engines:
            database = Database(engines.database_url, pool=2)
            try:
                await upgrade(database)
                await index_pack(database, pack, shared_encoder().encode)
                await embed_passages(database, shared_passage_encoder)
            finally:
                await database.close()
            async with open_node(settings, engines, pack, model) as node:
                await node.questions.ready()
                yield Rehearsal(node)
