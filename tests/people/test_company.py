import pytest

from prosa.engines.database import Database
from prosa.people.agents import Agents
from prosa.people.company import BadName, CompanyName


async def test_a_name_given_on_one_node_is_told_on_it_and_on_the_others(database: Database):
    ana, _ = await Agents(database).create("Ana", "ana@loja.example")
    told: dict[str, list[str]] = {"here": [], "there": []}
    here = CompanyName(database, "Casa Jabuti", told["here"].append)
    there = CompanyName(database, "Casa Jabuti", told["there"].append)
    assert await there.load() == "Casa Jabuti"
    assert await here.rename("  Loja   da Bia ", ana.id) == "Loja da Bia"
    assert await there.load() == "Loja da Bia"
    await there.load()
    assert told == {"here": ["Loja da Bia"], "there": ["Loja da Bia"]}


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Loja\x00", "Loja\u202e"])
async def test_what_is_no_name_changes_nothing(name: str, database: Database):
    ana, _ = await Agents(database).create("Ana", "ana@loja.example")
    naming = CompanyName(database, "Casa Jabuti", lambda _: None)
    with pytest.raises(BadName):
        await naming.rename(name, ana.id)
    assert await naming.load() == "Casa Jabuti"
