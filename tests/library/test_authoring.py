"""Writing articles: versions, publishing, going back, and two people at once."""

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.library.articles import (
    Action,
    ChangedMeanwhile,
    IdTaken,
    NoSuchArticle,
    NoSuchVersion,
    ReadOnly,
)
from prosa.library.authoring import EndsBeforeItBegins, NothingToSay
from prosa.library.comparing import Kind, compare
from prosa.library.content import ID_PATTERN, MAX_ID_CHARS, id_from
from prosa.library.imports.folder import Folder
from prosa.library.imports.importing import Wishes
from prosa.people.audit import AuditLog
from tests.library.conftest import Company, text


async def test_a_new_article_is_a_draft_with_an_id_made_of_its_title(company: Company):
    article = await company.library.authoring.create(text("Garantia: é de graça?"), company.ana)
    assert (article.id, article.newest.number, article.published) == ("garantia-e-de-graca", 1, None)
    assert article.newest.by_name == "Ana"
    again = await company.library.authoring.create(text("Garantia: é de graça?"), company.ana)
    assert again.id == "garantia-e-de-graca-2"


async def test_an_id_is_taken_once(company: Company):
    await company.library.authoring.create(text(), company.ana, "garantia")
    with pytest.raises(IdTaken):
        await company.library.authoring.create(text(), company.ana, "garantia")


async def test_without_a_summary_the_first_sentences_of_the_body_answer(company: Company):
    body = "# Frete\n\nO frete é **grátis** acima de R$ 200. Abaixo disso, custa R$ 15.\n\n- Sul\n- Norte"
    article = await company.library.authoring.create(text(summary="", body=body), company.ana)
    assert article.newest.content.summary.startswith("O frete é grátis acima de R$ 200.")
    with pytest.raises(NothingToSay):
        await company.library.authoring.create(text(summary=" ", body="\n\n"), company.ana)


async def test_every_save_is_a_version_and_saving_the_same_again_is_none(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    assert (await desk.save(id, text(summary="Três anos."), 1, company.ana)).newest.number == 2
    assert (await desk.save(id, text(summary="Três anos."), 1, company.ana)).newest.number == 2
    assert [each.content.summary for each in await desk.versions(id)] == ["Três anos.", "Vale por dois anos."]


async def test_of_two_who_edit_the_same_version_the_second_hears_of_it(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    results = await asyncio.gather(
        *(desk.save(id, text(summary=f"São {n} anos."), 1, company.ana) for n in range(4)),
        return_exceptions=True,
    )
    refused = [each for each in results if isinstance(each, ChangedMeanwhile)]
    assert len(refused) == 3 and refused[0].status == 409 and "versão 2" in refused[0].message
    assert (await desk.get(id)).newest.number == 2


async def test_a_published_article_is_found_and_a_draft_of_it_is_not(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    assert await company.searched(id) is None
    await desk.publish(id, company.ana)
    assert await company.searched(id) == "Vale por dois anos."
    await desk.save(id, text(summary="Rascunho."), 1, company.ana)
    assert await company.searched(id) == "Vale por dois anos."
    await desk.publish(id, company.ana)
    assert await company.searched(id) == "Rascunho."
    await desk.unpublish(id, company.ana)
    assert await company.searched(id) is None


async def test_an_article_that_came_from_elsewhere_leads_there(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(link="https://ajuda.loja.example/garantia"), company.ana)).id
    await desk.publish(id, company.ana)
    await company.searched(id)
    found = await company.articles.get(id)
    assert found is not None and found.link == "https://ajuda.loja.example/garantia"


async def test_an_older_version_can_be_published_and_one_that_never_was_cannot(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    await desk.save(id, text(summary="Nova."), 1, company.ana)
    assert (await desk.publish(id, company.ana, 1)).published == 1
    with pytest.raises(NoSuchVersion):
        await desk.publish(id, company.ana, 7)
    with pytest.raises(NoSuchArticle):
        await desk.publish("nada", company.ana)


async def test_going_back_makes_a_new_version_and_publishes_it_if_one_was(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    await desk.publish(id, company.ana)
    await desk.save(id, text(summary="Errado."), 1, company.ana)
    await desk.publish(id, company.ana)
    back = await desk.roll_back(id, 1, 2, company.ana)
    assert (back.newest.number, back.published) == (3, 3)
    assert await company.searched(id) == "Vale por dois anos."
    with pytest.raises(ChangedMeanwhile):
        await desk.roll_back(id, 2, 2, company.ana)


async def test_an_article_with_the_id_of_the_pack_s_takes_its_place_until_it_is_withdrawn(company: Company):
    desk = company.library.authoring
    with pytest.raises(ReadOnly):
        await desk.publish("prazo", company.ana)
    await desk.create(text(summary="Agora são dois dias."), company.ana, "prazo")
    assert await company.searched("prazo") == "Resposta: Qual é o prazo de entrega?"
    await desk.publish("prazo", company.ana)
    assert await company.searched("prazo") == "Agora são dois dias."
    await desk.unpublish("prazo", company.ana)
    assert await company.searched("prazo") == "Resposta: Qual é o prazo de entrega?"


async def test_articles_come_and_go_with_their_validity(company: Company):
    desk = company.library.authoring
    promotion = text(valid_from=date(2026, 11, 21), valid_until=date(2026, 11, 22))
    id = (await desk.create(promotion, company.ana)).id
    await desk.publish(id, company.ana)
    assert await company.searched(id) is None
    company.clock.now = company.clock.now.replace(day=21, hour=2)  # still the 20th in São Paulo
    assert await company.searched(id) is None
    company.clock.now = company.clock.now.replace(hour=4)
    assert await company.searched(id) == "Vale por dois anos."
    company.clock.now = company.clock.now.replace(day=23, hour=4)
    assert await company.searched(id) is None
    with pytest.raises(EndsBeforeItBegins):
        await desk.save(id, text(valid_from=date(2026, 2, 2), valid_until=date(2026, 2, 1)), 1, company.ana)


@pytest.mark.parametrize("kept_from_customers", [{"audience": "agents"}, {"language": "en"}])
async def test_what_is_not_for_customers_is_published_without_the_bot_finding_it(
    company: Company, kept_from_customers: dict[str, str]
):
    id = (await company.library.authoring.create(text(**kept_from_customers), company.ana)).id
    await company.library.authoring.publish(id, company.ana)
    assert await company.searched(id) is None


async def test_what_a_node_published_before_it_died_another_one_indexes(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    await desk.publish(id, company.ana)  # and this node does nothing more
    other = company.another_node()
    assert await other.publisher.behind()
    assert await other.publisher.sync()
    assert not await other.publisher.behind() and not await other.publisher.sync()
    assert await company.articles.read(id) is not None


async def test_what_is_published_while_the_index_is_made_counts_as_not_indexed(company: Company):
    desk, publisher = company.library.authoring, company.library.publisher
    first = (await desk.create(text("Um"), company.ana)).id
    second = (await desk.create(text("Dois"), company.ana)).id
    await desk.publish(first, company.ana)
    index = publisher._index

    class Slow:
        async def replace(self, entries: object, /) -> None:
            await desk.publish(second, company.ana)
            await index.replace(entries)  # type: ignore[arg-type]

    publisher._index = Slow()
    await publisher.sync()
    publisher._index = index
    assert await publisher.behind()
    assert await company.searched(second) is not None


async def test_it_is_written_down_who_did_what(company: Company):
    desk = company.library.authoring
    id = (await desk.create(text(), company.ana)).id
    await desk.save(id, text(summary="Outro."), 1, company.ana)
    await desk.publish(id, company.ana)
    await desk.publish(id, company.ana)
    await desk.roll_back(id, 1, 2, company.ana)
    await desk.unpublish(id, company.ana)
    changes = await desk.changes(id)
    assert [(each.action, each.version) for each in reversed(changes)] == [
        (Action.CREATED, 1),
        (Action.SAVED, 2),
        (Action.PUBLISHED, 2),
        (Action.ROLLED_BACK, 3),
        (Action.PUBLISHED, 3),
        (Action.UNPUBLISHED, 3),
    ]
    assert {each.by_name for each in changes} == {"Ana"}


def test_a_comparison_names_fields_and_lines():
    found = compare(text(body="um\ndois\ntrês"), text("Outro título", body="um\nDOIS\ntrês", tags=("a", "b")))
    assert [(each.field, each.after) for each in found.fields] == [
        ("title", "Outro título"),
        ("tags", "a; b"),
    ]
    assert [(line.kind, line.text) for line in found.body] == [
        (Kind.SAME, "um"),
        (Kind.REMOVED, "dois"),
        (Kind.ADDED, "DOIS"),
        (Kind.SAME, "três"),
    ]


lines = st.lists(st.sampled_from("abc"), max_size=12).map("\n".join)


@given(lines, lines)
def test_both_texts_can_be_read_off_a_comparison(before: str, after: str):
    shown = compare(text(body=before), text(body=after)).body
    if before == after:
        assert shown == ()
        return
    assert "\n".join(line.text for line in shown if line.kind is not Kind.ADDED) == before
    assert "\n".join(line.text for line in shown if line.kind is not Kind.REMOVED) == after


@given(st.text())
def test_every_title_gives_an_id(title: str):
    assert re.fullmatch(ID_PATTERN, id_from(title)) and len(id_from(title)) <= MAX_ID_CHARS


async def audited(company: Company) -> list[tuple[str, str]]:
    """What the audit log says of the author, oldest first."""
    entries = await AuditLog(company.database).page(None, 100)
    return [(each.action, each.subject) for each in reversed(entries) if each.by == company.ana.agent]


async def test_the_audit_log_says_who_put_what_before_customers(company: Company):
    authoring = company.library.authoring
    await authoring.create(text(), company.ana, "garantia")
    await authoring.publish("garantia", company.ana)
    await authoring.publish("garantia", company.ana)  # changes nothing
    await authoring.save("garantia", text(body="Vale três."), 1, company.ana)
    await authoring.roll_back("garantia", 1, 2, company.ana)
    await authoring.unpublish("garantia", company.ana)
    with pytest.raises(IdTaken):
        await authoring.create(text(), company.ana, "garantia")
    done = ["created", "published", "rolled_back", "published", "unpublished"]
    assert await audited(company) == [(f"article.{each}", "garantia") for each in done]


async def test_an_import_is_one_line_of_the_audit_log(company: Company, tmp_path: Path):
    for title in ("Frete", "Prazo", "Troca"):
        (tmp_path / f"{title}.md").write_text(f"# {title}?\n\nSim, em todas as lojas.")
    run, ana = company.library.importer.run, company.ana
    await run(Folder(tmp_path), Wishes(dry_run=True), ana)
    assert await audited(company) == []
    await run(Folder(tmp_path), Wishes(publish=True), ana)
    await run(Folder(tmp_path), Wishes(publish=True), ana)  # changes nothing
    (tmp_path / "Prazo.md").unlink()
    source = (await run(Folder(tmp_path), Wishes(remove_missing=True), ana)).source
    assert await audited(company) == [("articles.imported", source), ("articles.withdrawn", source)]
