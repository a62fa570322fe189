"""Versions of the model: kept, chosen, fetched, and exchanged under a node that answers."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.language.model import Model, ModelUnreadable, fingerprint, train
from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues
from prosa.learning import versions as versions_module
from prosa.learning.examples import LearnedExamples
from prosa.learning.serving import Swapper, fetch, model_to_serve, tell_nodes, version_of
from prosa.learning.teaching import Lesson
from prosa.learning.versions import How, NoSuchVersion, NothingToGoBackTo, Version, Versions, bot_of
from prosa.models import MODELS, archive, is_trained, unpack
from prosa.packs.schema import Pack
from prosa.people.audit import AuditLog
from tests.learning.conftest import CIPHER
from tests.serving import Served

GREETINGS = ("oi", "olá", "bom dia", "boa tarde", "oi tudo bem", "alô")
FAREWELLS = ("tchau", "até logo", "adeus", "até mais", "falou", "tchauzinho")


def small(pack: Pack, *more: str) -> Pack:
    """The sample shop with little to learn."""
    examples = [Example(text, "greeting") for text in (*GREETINGS, *more)]
    examples += [Example(text, "goodbye") for text in FAREWELLS]
    return replace(pack, training=TrainingData(tuple(examples)))


@pytest.fixture(scope="session")
def trained(pack: Pack) -> Callable[..., tuple[Pack, Model]]:
    """A small pack with its model; each is trained once."""
    made: dict[str, tuple[Pack, Model]] = {}

    def one(*more: str) -> tuple[Pack, Model]:
        smaller = small(pack, *more)
        name = fingerprint(smaller.training)
        if name not in made:
            made[name] = smaller, train(smaller.training)
        return made[name]

    return one


@pytest.fixture
def versions(database: Database) -> Versions:
    return Versions(database, CIPHER)


@pytest.fixture
def examples(database: Database) -> LearnedExamples:
    return LearnedExamples(database, CIPHER, b"d" * 32)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def keep(home: Path, versions: Versions, pack: Pack, model: Model) -> Version:
    """Keeps a model as a version that could serve."""
    folder = home / MODELS / model.fingerprint
    model.save(folder)
    version = version_of(model, Lesson(pack.training, 0, {}))
    await versions.add(version, pack.training, folder)
    return version


async def never(home: Path, pack: Pack, versions: Versions, examples: LearnedExamples) -> Model:
    """The model to serve, which must not be trained for it."""

    def told(step: str, done: float) -> None:
        raise AssertionError("nothing is to be trained")

    return await model_to_serve(home, pack, versions, examples, told)


async def test_the_first_start_trains_and_the_next_ones_load(
    home, versions: Versions, examples, trained, pack: Pack
):
    first = await model_to_serve(home, small(pack), versions, examples, lambda step, done: None)
    assert (await never(home, small(pack), versions, examples)).fingerprint == first.fingerprint
    assert is_trained(home, small(pack))
    (version,) = await versions.all()
    assert (version.id, version.examples, version.intents) == (first.fingerprint, 12, 2)


async def test_a_machine_without_the_files_gets_them_from_the_database(home, versions, examples, trained):
    pack, model = trained()
    await keep(home, versions, pack, model)
    await versions.choose(model.fingerprint, pack, How.TRAINED)
    elsewhere = home.parent / "another machine"
    fetched = await never(elsewhere, pack, versions, examples)
    assert fetched.understand(["bom dia"], [Cues()])[0].intent.name == "greeting"


async def test_a_damaged_copy_is_replaced_by_the_database_s(home, versions, examples, trained):
    pack, model = trained()
    await keep(home, versions, pack, model)
    await versions.choose(model.fingerprint, pack, How.TRAINED)
    (home / MODELS / model.fingerprint / "facts.json").write_text("{}")
    assert (await never(home, pack, versions, examples)).fingerprint == model.fingerprint


async def test_a_start_after_going_back_stays_gone_back(home, versions, examples, trained):
    pack, new = trained("opa")
    older_pack, old = trained()
    await keep(home, versions, older_pack, old)
    await keep(home, versions, pack, new)
    await versions.choose(new.fingerprint, pack, How.TRAINED)
    await versions.choose(old.fingerprint, pack, How.CHOSEN)
    noted = [(each.action, each.subject) for each in await AuditLog(versions._database).page(None, 5)]
    assert noted == [("model.chosen", old.fingerprint), ("model.trained", new.fingerprint)]
    assert (await never(home, pack, versions, examples)).fingerprint == old.fingerprint


async def test_examples_that_were_changed_in_the_pack_are_trained_at_the_start(
    home, versions, examples, trained, pack: Pack
):
    before, model = trained()
    await keep(home, versions, before, model)
    await versions.choose(model.fingerprint, before, How.TRAINED)
    started = await model_to_serve(home, small(pack, "opa"), versions, examples, lambda step, done: None)
    assert started.fingerprint != model.fingerprint


async def test_a_bot_of_other_rules_has_a_model_of_its_own(home, versions, trained):
    pack, model = trained()
    await keep(home, versions, pack, model)
    await versions.choose(model.fingerprint, pack, How.TRAINED)
    rules = dict(list(pack.bot.intents.items())[1:])
    upgraded = replace(pack, bot=pack.bot.model_copy(update={"intents": rules}))
    assert await versions.current(bot_of(pack)) is not None
    assert await versions.current(bot_of(upgraded)) is None


async def test_what_a_version_was_trained_on_is_kept_and_not_readable_in_the_database(
    home, versions, database: Database, trained
):
    pack, model = trained()
    await keep(home, versions, pack, model)
    assert await versions.data(model.fingerprint) == pack.training
    async with database.connect() as connection:
        row = (await connection.exec_driver_sql("SELECT * FROM model_version")).one()
    assert b"tchauzinho" not in bytes(row.data_sealed) + bytes(row.archive_sealed)


async def test_versions_are_found_by_their_beginning_and_gone_back_through_in_order(
    home, database: Database, trained
):
    moments = iter(datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 9))
    versions = Versions(database, CIPHER)
    kept: list[Version] = []
    for more in ((), ("opa",), ("opa", "e aí")):
        pack, model = trained(*more)
        folder = home / MODELS / model.fingerprint
        model.save(folder)
        version = replace(version_of(model, Lesson(pack.training, 0, {})), made_at=next(moments))
        await versions.add(version, pack.training, folder)
        kept.append(version)
    assert [each.id for each in await versions.all()] == [each.id for each in reversed(kept)]
    assert (await versions.find(kept[1].id[:16])).id == kept[1].id
    assert (await versions.before(kept[2])).id == kept[1].id
    with pytest.raises(NothingToGoBackTo):
        await versions.before(kept[0])
    for name in ("", "zz"):
        with pytest.raises(NoSuchVersion):
            await versions.find(name)


async def test_old_versions_go_but_never_the_one_that_serves(
    home, versions: Versions, trained, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(versions_module, "KEPT", 2)
    pack, model = trained()
    version = await keep(home, versions, pack, model)
    await versions.choose(version.id, pack, How.TRAINED)
    for age in range(1, 5):
        other = replace(version, id=f"{age:064x}", made_at=version.made_at + timedelta(days=age))
        await versions.add(other, pack.training, home / MODELS / version.id)
    assert {each.id for each in await versions.all()} == {version.id, f"{3:064x}", f"{4:064x}"}


async def test_a_running_node_takes_the_chosen_version_when_it_is_told(
    home, versions: Versions, valkey: Valkey, trained
):
    pack, old = trained()
    newer_pack, new = trained("opa")
    await keep(home, versions, pack, old)
    await versions.choose(old.fingerprint, pack, How.STARTED)
    swapped: asyncio.Queue[Model] = asyncio.Queue()
    swapper = Swapper(home, pack, versions, valkey, swapped.put_nowait, old.fingerprint)
    running = asyncio.create_task(swapper.run())
    try:
        await swapper.look()
        assert swapped.empty(), "it serves that one already"
        await keep(home, versions, newer_pack, new)
        await versions.choose(new.fingerprint, newer_pack, How.TRAINED)
        await tell_nodes(valkey)
        async with asyncio.timeout(60):
            assert (await swapped.get()).fingerprint == new.fingerprint == swapper.serving
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_version_that_cannot_be_loaded_leaves_the_old_one_serving(
    home, versions: Versions, valkey: Valkey, database: Database, trained
):
    pack, old = trained()
    broken = await keep(home, versions, *trained("opa"))
    await versions.choose(broken.id, pack, How.TRAINED)
    shutil.rmtree(home / MODELS / broken.id)
    async with database.begin() as connection:
        await connection.exec_driver_sql("UPDATE model_version SET archive_sealed = NULL")
    swapped: list[Model] = []
    swapper = Swapper(home, pack, versions, valkey, swapped.append, old.fingerprint)
    await swapper.look()
    await swapper.look()
    assert swapped == [] and swapper.serving == old.fingerprint
    with pytest.raises(ModelUnreadable):
        await fetch(home, broken, versions)


async def test_no_turn_is_lost_while_models_are_exchanged(served: Served, pack: Pack, model: Model, trained):
    """Two versions take turns on a node over real sockets, and every message gets its one answer."""
    node = served.node
    versions, settings = node.learning.versions, node.settings
    await keep(settings.home, versions, pack, model)
    other_pack, other = trained()
    await keep(settings.home, versions, other_pack, other)
    said = 0
    serving: set[str | None] = set()

    async def talk(name: str, done: asyncio.Event) -> None:
        nonlocal said
        async with served.chat() as chat:
            number = 0
            while not done.is_set() and number < 25:
                answer = await chat.say(f"oi, {name}", id=f"m-{number}")
                assert answer["response"]
                number += 1
                said += 1
            answered = [frame["answers"] for frame in chat.heard if frame["type"] == "response"]
            assert len(answered) == len(set(answered)) == number

    async def exchange(done: asyncio.Event) -> None:
        for chosen in (other.fingerprint, model.fingerprint, other.fingerprint):
            await versions.choose(chosen, pack, How.CHOSEN)
            await tell_nodes(node.valkey)
            async with asyncio.timeout(60):
                while node.swapper.serving != chosen:
                    await asyncio.sleep(0.02)
            serving.add(node.swapper.serving)
        done.set()

    done = asyncio.Event()
    await asyncio.gather(exchange(done), *(talk(name, done) for name in ("ana", "bia", "caio")))
    assert serving == {model.fingerprint, other.fingerprint}
    assert said > 0


def test_an_archive_is_unpacked_as_it_was(trained, tmp_path: Path):
    _, model = trained()
    model.save(tmp_path / "model")
    unpack(archive(tmp_path / "model"), tmp_path / "copy")
    assert Model.load(tmp_path / "copy").fingerprint == model.fingerprint
    with pytest.raises(ModelUnreadable):
        unpack(b"no archive", tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
