"""One running Prosa: every part, wired together. The only place that knows them all."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from prosa import background, logs, watching
from prosa.channels.web.channel import Room, WebChannel
from prosa.channels.web.checking import Doorkeeper
from prosa.channels.web.sessions import Sessions
from prosa.console.access import Console
from prosa.console.desk.access import Desk
from prosa.console.desk.opening import open_desk as open_working_desk
from prosa.console.live.access import Live
from prosa.console.live.opening import open_live
from prosa.console.queue_access import QueueServices
from prosa.console.searching.erasing import erase_from_search
from prosa.console.searching.words import SEARCH_KEY
from prosa.conversations.appending import Appended
from prosa.conversations.context import Context
from prosa.conversations.customers import CUSTOMERS_KEY, Customers
from prosa.conversations.erasing import Erasure
from prosa.conversations.events import ConversationId
from prosa.conversations.fanout import FanOut
from prosa.conversations.inbox import Inbox
from prosa.conversations.lease import Leases
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.memory import Memory
from prosa.conversations.parts import QueuePlace
from prosa.conversations.receipts import Receipts
from prosa.conversations.sealing import Sealer
from prosa.conversations.signals import Place
from prosa.conversations.turn import Parts
from prosa.conversations.turns import Turns
from prosa.conversations.unasked.initiative import Initiative
from prosa.conversations.unasked.keeping import CompanyEvents, erase_unasked
from prosa.conversations.unasked.typing import TypingSigns
from prosa.conversations.verdicts.ending import Endings
from prosa.conversations.verdicts.taking import Verdicts
from prosa.desk.condensed import Condensed
from prosa.desk.contacts import names_of
from prosa.desk.erasing import erase_from_desk
from prosa.desk.files.links import LINKS_KEY, FileLinks
from prosa.desk.files.store import Files
from prosa.drafting import LibraryDrafts
from prosa.engines import Engines
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.assigning import Assigner
from prosa.handoff.attendance import Attendance
from prosa.handoff.desk import FrontDesk
from prosa.handoff.dispatch import Dispatch
from prosa.handoff.inbox import Inbox as AgentInbox
from prosa.handoff.levels import ServiceLevels
from prosa.handoff.opening import OpeningHours
from prosa.handoff.reclaiming import Patience, Reclaimer
from prosa.handoff.reminding import Reminder
from prosa.handoff.service import HandOffs
from prosa.handoff.steps import BotSteps
from prosa.handoff.tickets import TicketBook, TicketReview, TicketWork
from prosa.handoff.tickets.erasing import TicketEraser
from prosa.handoff.transfers import Transfers
from prosa.handoff.urgency import urgency
from prosa.handoff.watch import QueueWatch
from prosa.insights.access import Insights
from prosa.insights.metrics import Metrics
from prosa.insights.reports import Reports
from prosa.integrations.actions import CompanyActions
from prosa.integrations.outbox import Outbox
from prosa.integrations.services import Services
from prosa.integrations.told import Told
from prosa.integrations.webhooks import Webhooks
from prosa.knowledge.answering.answers import Extractor
from prosa.knowledge.articles import Articles
from prosa.knowledge.embedding import Embedding
from prosa.knowledge.products import Products
from prosa.knowledge.questions import Questions
from prosa.knowledge.synonyms import synonyms_of
from prosa.language.batching import Batcher
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.language.encoders.universal import shared_encoder
from prosa.language.model import Model
from prosa.language.understanding import Understander
from prosa.learning.access import Learning
from prosa.learning.collecting import Collector
from prosa.learning.correcting import Corrections
from prosa.learning.deciding import Decisions
from prosa.learning.erasing import erase_from_learning
from prosa.learning.examples import EXAMPLES_KEY, LearnedExamples
from prosa.learning.grouping import Grouping
from prosa.learning.listing import ReviewList
from prosa.learning.runs import Runs
from prosa.learning.serving import Swapper
from prosa.learning.versions import Versions
from prosa.library.access import Library
from prosa.library.opening import open_library
from prosa.library.trying import Trials
from prosa.llm.opening import open_writer
from prosa.llm.writer import LanguageWriter
from prosa.packs.replies import Replies
from prosa.packs.schema import Bot, Pack
from prosa.people.access import People
from prosa.people.agents import Agents
from prosa.people.company import CompanyName
from prosa.people.roles import Role
from prosa.people.staff import Staff, open_staff
from prosa.security.encryption import Cipher
from prosa.security.identity import Identities
from prosa.security.keys import Secrets, load_secrets
from prosa.security.limits import RateLimits
from prosa.security.tokens import Tokens
from prosa.settings import Settings


@dataclass(frozen=True, slots=True)
class Node:
    """What the app's routes are given."""

    settings: Settings
    pack: Pack
    database: Database
    valkey: Valkey
    articles: Articles
    questions: Questions
    products: Products
    web: WebChannel
    people: People
    staff: Staff
    console: Console
    desk: Desk
    live: Live
    queue: QueueServices
    insights: Insights
    learning: Learning
    library: Library
    trials: Trials
    swapper: Swapper
    told: Told

    def gauge(self) -> None:
        """Sets the gauges that are only worth knowing when somebody looks."""
        watching.sockets.set(self.web.room.open)


@asynccontextmanager
async def open_node(
    settings: Settings, engines: Engines, pack: Pack, model: Understander
) -> AsyncGenerator[Node]:
    """A node that answers while the context is open. Expects a current schema and a filled index."""
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        stack.callback(loop.set_exception_handler, loop.get_exception_handler())
        loop.set_exception_handler(logs.unhandled)
        database = Database(engines.database_url, pool=settings.database_pool)
        stack.push_async_callback(database.close)
        valkey = Valkey(engines.valkey_url, pool=settings.valkey_pool)
        stack.push_async_callback(valkey.close)
        kept_secrets = load_secrets(settings)
        core = _Core.of(settings, database, valkey, kept_secrets, pack)
        batcher = Batcher(model, threads=settings.understanding_threads, on_batch=watching.understood)
        stack.push_async_callback(batcher.close)
        services = Services(pack, observe=watching.looked_up)
        await stack.enter_async_context(services)

        questions = _open_questions(stack)
        writer = await stack.enter_async_context(
            open_writer(
                settings,
                pack.bot,
                valkey,
                core.cipher,
                kept_secrets.derive("written answers"),
                watching.wrote,
            )
        )
        agents = Agents(database)
        desk = await core.open_desk(agents, pack.bot)
        outbox = Outbox(database, wanted=bool(settings.webhook_url))
        tickets = TicketBook(database, core.cipher, pack.bot, outbox=outbox)
        customers = Customers(
            database, core.cipher, kept_secrets.derive(CUSTOMERS_KEY), partial(_context_of, core)
        )
        parts = Parts(
            pack=pack,
            replies=Replies(pack),
            ledger=core.ledger,
            reader=batcher,
            articles=Articles(database, questions, synonyms_of(pack), ZoneInfo(pack.bot.timezone)),
            extractor=Extractor(shared_encoder().encode, questions),
            products=Products(database),
            lookups=services,
            actions=CompanyActions(pack, services, python=settings.python_actions, observe=watching.acted),
            tickets=tickets,
            desk=desk,
            urgency=partial(urgency, rules=pack.bot.tickets),
            clock=watching.Stages(),
            writer=writer,
            show_draft=core.fanout.show_draft,
            customers=customers,
            erasure=erasure_of(database, valkey, core.cipher, customers),
            is_open=core.hours.open_at,
        )
        turns = Turns(parts, core.log, core.memory, Leases(valkey), core.fanout, settings.answer_seconds)
        initiative = _initiative(settings, database, valkey, core, parts, customers)
        live = open_live(
            database,
            valkey,
            core.cipher,
            kept_secrets.derive(SEARCH_KEY),
            AgentInbox(core.log),
            core.fanout,
            core.attendance,
        )
        web = WebChannel(
            settings=settings,
            pack=pack,
            replies=parts.replies,
            sessions=Sessions(
                Tokens(kept_secrets.derive("session tokens"), timedelta(hours=settings.session_hours))
            ),
            doorkeeper=Doorkeeper(_limits(settings, valkey, kept_secrets), settings.max_message_chars),
            inbox=Inbox(parts, turns),
            verdicts=Verdicts(parts, core.log),
            receipts=Receipts(core.ledger, core.log),
            files=core.links,
            kept=Files(database, core.cipher),
            log=core.log,
            fanout=core.fanout,
            desk=desk,
            agents=agents,
            room=Room(settings.max_sockets),
            identities=_identities(settings),
            previews=live.previews,
            initiative=initiative if pack.bot.proactive.rules else None,
        )

        async def tell_place(conversation: ConversationId, place: QueuePlace) -> None:
            core.fanout.signal(conversation, Place(place=place))

        review = ReviewList(database, core.sealer)
        examples = LearnedExamples(database, core.cipher, kept_secrets.derive(EXAMPLES_KEY))
        versions = Versions(database, core.cipher)
        learning = Learning(
            pack=pack,
            review=review,
            decisions=Decisions(database, review, examples, pack, batcher),
            corrections=Corrections(database, core.sealer, review, examples, pack),
            examples=examples,
            grouping=Grouping(review, lambda: shared_encoder().encode),
            versions=versions,
            runs=Runs((str(pack.folder),), _reaching(settings, engines)),
            valkey=valkey,
        )
        stack.push_async_callback(learning.grouping.close)
        stack.push_async_callback(learning.runs.close)
        library = open_library(database, pack, _encode)
        condensed = await stack.enter_async_context(_condensing(core, valkey, kept_secrets, writer))
        working_desk = open_working_desk(
            database,
            core.cipher,
            core.log,
            parts,
            partial(_context_of, core),
            core.links,
            kept_secrets.derive(SEARCH_KEY),
            learning.corrections,
            LibraryDrafts(library.authoring),
            condensed,
        )
        swapper = Swapper(settings.home, pack, versions, valkey, batcher.swap, _fingerprint(model))
        stack.push_async_callback(library.imports.close)
        naming = await _naming(database, pack, parts.replies)
        staff = stack.enter_context(
            open_staff(
                settings,
                database,
                valkey,
                core.cipher,
                kept_secrets,
                agents,
                naming,
                left=HandOffs(database, core.ledger).release_all,
                uncounted=watching.sign_in_uncounted.inc,
            )
        )
        jobs = {
            "fan-out": core.fanout.run,
            "sweep": turns.sweep,
            "queue watch": QueueWatch(desk, lambda: core.fanout.followed, tell_place).run,
            "live": live.run,
            "desk": working_desk.run,
            "queue": core.dispatch.run,
            "review list": Collector(database, core.sealer, pack.bot).run,
            "model": swapper.run,
            "company": naming.run,
            "endings": Endings(database, core.ledger, pack.bot).run,
            "articles": library.publisher.run,
            "products": library.product_publisher.run,
            "passages": Embedding(database, shared_passage_encoder, watching.passages_embedded).run,
            **({"proactive": initiative.run} if initiative.hears_events else {}),
        }
        if settings.webhook_secret is not None and settings.webhook_url:
            secret = settings.webhook_secret.get_secret_value().encode()
            jobs["events"] = Webhooks(outbox, settings.webhook_url, secret, observe=watching.told).run
        await stack.enter_async_context(background.running(jobs))
        stack.push_async_callback(core.ledger.close)
        stack.push_async_callback(turns.close)
        yield Node(
            settings=settings,
            pack=pack,
            database=database,
            valkey=valkey,
            articles=parts.articles,
            questions=questions,
            products=parts.products,
            web=web,
            people=staff.people,
            staff=staff,
            console=Console(
                inbox=live.inbox,
                handoffs=HandOffs(database, core.ledger, _pickers(pack.bot)),
                tickets=TicketReview(database, core.cipher),
                ticket_work=TicketWork(database, core.cipher, core.ledger, tickets, parts.replies, outbox),
            ),
            live=live,
            desk=working_desk,
            queue=core.queue_services(parts),
            insights=Insights(
                metrics=Metrics(database),
                reports=Reports(database, ZoneInfo(pack.bot.timezone), core.attendance),
                trust_local=settings.trust_local,
                listening_on=settings.host,
            ),
            learning=learning,
            library=library,
            trials=Trials(database, parts, _encode),
            swapper=swapper,
            told=_told(settings, CompanyEvents(database, core.cipher), customers, pack),
        )


@asynccontextmanager
async def _condensing(
    core: "_Core", valkey: Valkey, kept: Secrets, writer: LanguageWriter | None
) -> AsyncGenerator[Condensed]:
    """Has the language model, if there is one, sum up what is handed over here."""
    condensed = Condensed(
        None if writer is None else writer.condenser,
        valkey,
        core.cipher,
        kept.derive("written summaries"),
        core.log,
        partial(names_of, core.database, core.cipher),
    )
    core.listeners.append(condensed.heard)
    try:
        yield condensed
    finally:
        await condensed.close()


def _open_questions(stack: AsyncExitStack) -> Questions:
    questions = Questions()
    stack.callback(questions.close)
    questions.begin()
    return questions


async def _naming(database: Database, pack: Pack, replies: Replies) -> CompanyName:
    """The company's name, which replies say from now on."""
    naming = CompanyName(database, pack.bot.company.name, replies.name_company)
    await naming.load()
    return naming


def erasure_of(database: Database, valkey: Valkey, cipher: Cipher, customers: Customers) -> Erasure:
    """Erases customers from every part that keeps something of them."""
    return Erasure(
        database,
        valkey,
        Sealer(cipher),
        customers,
        tickets=TicketEraser(cipher),
        others=(erase_from_learning, erase_unasked, erase_from_search, erase_from_desk),
    )


def _fingerprint(model: Understander) -> str | None:
    return model.fingerprint if isinstance(model, Model) else None


def _told(settings: Settings, events: CompanyEvents, customers: Customers, pack: Pack) -> Told:
    secret = settings.events_secret
    key = None if secret is None else secret.get_secret_value().encode()
    return Told(events, customers, pack.bot.proactive, key, watching.heard_of)


def _pickers(bot: Bot) -> Role:
    """The least role of those who may take from the queue by hand."""
    return Role.SUPERVISOR if bot.queue.pick == "supervisors" else Role.AGENT


def _identities(settings: Settings) -> Identities | None:
    secret = settings.identity_secret
    return None if secret is None else Identities(secret.get_secret_value().encode())


Listener = Callable[[Sequence[Appended]], None]
"""Hears of what was committed on this node."""


@dataclass(frozen=True, slots=True)
class _Core:
    """The log and those who write, read and remember it."""

    database: Database
    cipher: Cipher
    sealer: Sealer
    log: Log
    fanout: FanOut
    ledger: Ledger
    memory: Memory
    links: FileLinks
    hours: OpeningHours
    levels: ServiceLevels
    attendance: Attendance
    transfers: Transfers
    dispatch: Dispatch
    listeners: list[Listener]

    @classmethod
    def of(cls, settings: Settings, database: Database, valkey: Valkey, kept: Secrets, pack: Pack) -> "_Core":
        cipher = Cipher(kept.encryption_keys)
        sealer = Sealer(cipher)
        log = Log(database, sealer)
        fanout = FanOut(valkey, log, node=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}")
        watch = watching.CommitWatch()

        def committed(group: Sequence[Appended]) -> None:
            fanout.committed(group)
            watch.committed(group)
            dispatch.heard(group)
            for listener in listeners:
                listener(group)

        listeners: list[Listener] = []
        hours = OpeningHours(database, pack.bot)
        levels = ServiceLevels(database, hours)
        ledger = Ledger(
            database,
            sealer,
            committed=committed,
            grouped=watching.group_size.observe,
            promise=levels.promise,
        )
        rules, changed = pack.bot.queue, asyncio.Event()
        away_after = timedelta(minutes=rules.away_minutes)
        attendance = Attendance(database, valkey, away_after, changed=changed.set)
        transfers = Transfers(ledger, attendance)
        patience = Patience(
            answer=timedelta(minutes=rules.answer_minutes), form=timedelta(minutes=rules.form_minutes)
        )
        dispatch = Dispatch(
            attendance,
            Reclaimer(database, transfers, attendance, patience),
            Reminder(database, ledger, levels),
            Assigner(database, ledger, attendance) if rules.automatic else None,
            changed,
        )
        memory = Memory(valkey, log, cipher)
        return cls(
            database=database,
            cipher=cipher,
            sealer=sealer,
            log=log,
            fanout=fanout,
            ledger=ledger,
            memory=memory,
            hours=hours,
            levels=levels,
            attendance=attendance,
            transfers=transfers,
            dispatch=dispatch,
            links=FileLinks(kept.derive(LINKS_KEY)),
            listeners=listeners,
        )

    async def open_desk(self, agents: Agents, bot: Bot) -> FrontDesk:
        """The front desk, with the hours and promises that the company has set."""
        await self.hours.refresh()
        await self.levels.refresh()
        return FrontDesk(self.database, agents, bot, hours=self.hours, attendance=self.attendance)

    def queue_services(self, parts: Parts) -> QueueServices:
        """What agents' routes on the queue work with."""
        return QueueServices(
            attendance=self.attendance,
            transfers=self.transfers,
            steps=BotSteps(parts, self.log, self.memory),
            hours=self.hours,
            levels=self.levels,
            parts=parts,
        )


def _initiative(
    settings: Settings, database: Database, valkey: Valkey, core: _Core, parts: Parts, customers: Customers
) -> Initiative:
    return Initiative(
        database,
        parts,
        core.log,
        core.memory,
        CompanyEvents(database, core.cipher),
        customers,
        TypingSigns(valkey),
        reachable=timedelta(hours=settings.session_hours),
        observe=watching.spoke_unasked,
    )


def _encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Loads the encoder when there is something to index, and not at the start."""
    return shared_encoder().encode(texts)


async def _context_of(core: _Core, conversation: ConversationId) -> Context | None:
    """What the bot keeps in mind of a conversation, if there is one."""
    standing = await core.log.conversation(conversation)
    return None if standing is None else await core.memory.context(standing)


def _reaching(settings: Settings, engines: Engines) -> dict[str, str]:
    """What another process of ours needs to know in order to work on the same data."""
    return {
        "PROSA_HOME": str(settings.home),
        "PROSA_DATABASE_URL": engines.database_url,
        "PROSA_VALKEY_URL": engines.valkey_url,
    }


def _limits(settings: Settings, valkey: Valkey, kept: Secrets) -> RateLimits:
    return RateLimits(
        valkey,
        session=settings.session_limits,
        address=settings.address_limits,
        key=kept.derive("rate limits"),
        unavailable=watching.limiter_unavailable.inc,
    )
