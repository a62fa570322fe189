"""Importing a table of questions and answers."""

import pytest

from prosa.library.articles import Author
from prosa.library.imports.importing import Importer, Wishes
from prosa.library.imports.items import Broken, Found, SourceUnusable
from prosa.library.imports.questions import Questions
from tests.library.conftest import Company

TABLE = (
    "Pergunta;Resposta;Etiquetas\n"
    "Vocês têm loja física?;Sim, em três cidades.;lojas, endereço\n"
    '"Posso pagar\nem dinheiro?";"Pode; só na loja.";\n'
)


async def read(data: bytes) -> tuple[list[Found], list[Broken]]:
    items = [each async for each in Questions("faq.csv", data).items(lambda step, done, total: None)]
    return [e for e in items if isinstance(e, Found)], [e for e in items if isinstance(e, Broken)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
async def test_each_line_becomes_an_article_whatever_the_encoding(encoding: str):
    found, broken = await read(TABLE.encode(encoding))
    assert not broken
    first, second = (each.content for each in found)
    assert (first.title, first.body) == ("Vocês têm loja física?", "Sim, em três cidades.")
    assert first.tags == ("lojas", "endereço") and first.questions == (first.title,)
    assert (second.title, second.body) == ("Posso pagar em dinheiro?", "Pode; só na loja.")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
async def test_columns_may_be_named_in_english_and_parted_in_three_ways(separator: str):
    text = f"id{separator}Question{separator}Answer\nq1{separator}Why?{separator}Because.\n"
    (found,), _ = await read(text.encode())
    assert (found.item, found.content.title, found.content.body) == ("q1", "Why?", "Because.")


async def test_lines_that_lack_something_are_named():
    _, broken = await read(TABLE.encode() + b"Sem resposta?;;\n;Sem pergunta.;\na;b;c;d\n")
    assert [each.item for each in broken] == ["linha 5", "linha 6", "linha 7"]
    assert ["resposta" in broken[0].reason, "pergunta" in broken[1].reason] == [True, True]


@pytest.mark.parametrize(
    "data", [b"", b"nome;valor\na;b\n", b"pergunta;resposta\n", b"\x00\x01\x02", b"\xff\xfe\x00"]
)
async def test_what_is_no_such_table_is_refused(data: bytes):
    with pytest.raises(SourceUnusable):
        await read(data)


async def test_an_answer_that_changed_is_a_new_version_and_nothing_else_is_touched(company: Company):
    importer, by = Importer(company.database, company.library.authoring), Author(company.ana.agent)
    await importer.run(Questions("faq.csv", TABLE.encode()), Wishes(publish=True), by)
    changed = TABLE.replace("três cidades", "quatro cidades").encode("latin-1")
    report = await importer.run(Questions("faq.csv", changed), Wishes(publish=True), by)
    assert (len(report.changed), report.unchanged, report.new) == (1, 1, ())
    assert await company.searched(report.changed[0].article or "") == "Sim, em quatro cidades."
    changes = await company.library.authoring.changes(report.changed[0].article or "")
    assert (changes[0].by_name, changes[0].source) == ("Ana", "questions:faq.csv")
