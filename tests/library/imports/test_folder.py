"""Importing a folder: good files are in, broken ones are named with reasons, and again changes nothing."""

import os
from pathlib import Path

import pytest

from prosa.library.articles import Author
from prosa.library.imports.documents import read_document
from prosa.library.imports.folder import Folder
from prosa.library.imports.importing import AlreadyImporting, Importer, Report, Wishes
from prosa.library.imports.items import SourceUnusable, Unreadable
from prosa.library.imports.reading import MAX_FILE_BYTES, Reader
from tests.library.conftest import Company
from tests.library.making import archive, docx, pdf

CLI = Author(source="cli")
PAGE = """<!doctype html><html><head><title>Ajuda · Loja</title></head><body>
<nav><a href="/">Início</a> <a href="/carrinho">Carrinho</a></nav>
<main><h1>Como acompanho a entrega?</h1><p>Entre em <b>Meus pedidos</b> e toque em Rastrear.</p>
<table><tr><th>Região</th><th>Prazo</th></tr><tr><td>Sul</td><td>5 dias</td></tr></table></main>
<footer>Todos os direitos reservados</footer><script>alert(1)</script></body></html>"""
HEADED = """---
title: Qual é o horário da loja?
tags: horário, loja
questions:
  - Que horas abre?
layout: post
---
# Horários

Abrimos das 9h às 18h, de segunda a sábado.
"""
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ajuda"
    (folder / "entrega").mkdir(parents=True)
    (folder / "horario.md").write_text(HEADED)
    (folder / "simples.md").write_text("# Aceitam vale-presente?\n\nSim, em todas as lojas.")
    (folder / "entrega" / "rastreio.html").write_text(PAGE)
    (folder / "manual.pdf").write_bytes(pdf("Manual da airfryer.", "Lave o cesto com \\341gua morna."))
    (folder / "politica.docx").write_bytes(docx("Política de trocas", "Você tem 30 dias para trocar."))
    return folder


@pytest.fixture
def broken(folder: Path) -> Path:
    (folder / "vazio.md").write_text("  \n")
    (folder / "latim.md").write_bytes("# Café\n\nNão é UTF-8.".encode("latin-1"))
    (folder / "cabecalho.md").write_text("---\ntitle: [sem fim\n---\nTexto")
    (folder / "data.md").write_text("---\nvalid_from: amanhã\n---\nTexto")
    (folder / "cortado.pdf").write_bytes(pdf("Some")[:90])
    (folder / "senha.pdf").write_bytes(pdf("Segredo", encrypted=True))
    (folder / "imagem.pdf").write_bytes(pdf())
    (folder / "lixo.docx").write_bytes(b"PK\x03\x04 nada disso")
    (folder / "bomba.docx").write_bytes(docx("&b;", before=BOMB))
    (folder / "enorme.docx").write_bytes(archive({"word/document.xml": b"0" * (101 * 2**20)}))
    (folder / "vazia.html").write_text("<html><body><script>1</script></body></html>")
    with (folder / "grande.md").open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    (folder / "fora.md").symlink_to("/etc/hostname")
    os.mkfifo(folder / "cano.md")
    return folder


REASONS = {
    "bomba.docx": "declarações de XML",
    "cabecalho.md": "não é YAML válido",
    "cano.md": "Não é um arquivo comum",
    "cortado.pdf": "corrompido",
    "data.md": "valid_from",
    "enorme.docx": "grande demais",
    "grande.md": "passa de 20 MB",
    "imagem.pdf": "não tem texto, só imagens",
    "latim.md": "não está em UTF-8",
    "lixo.docx": "corrompido",
    "senha.pdf": "protegido por senha",
    "vazia.html": "não tem texto",
    "vazio.md": "vazio",
}


async def run(company: Company, folder: Path, **wishes: bool) -> Report:
    importer = Importer(company.database, company.library.authoring)
    return await importer.run(Folder(folder), Wishes(**wishes), CLI)


def counts(report: Report) -> tuple[int, int, int, int]:
    return len(report.new), len(report.changed), report.unchanged, len(report.missing)


async def test_good_files_are_in_broken_ones_are_named_and_again_changes_nothing(
    company: Company, broken: Path
):
    first = await run(company, broken, publish=True)
    assert counts(first) == (5, 0, 0, 0)
    assert {each.item for each in first.broken} == REASONS.keys()
    for each in first.broken:
        assert REASONS[each.item] in each.reason, each
    assert await company.searched("horario") is not None
    again = await run(company, broken, publish=True)
    assert counts(again) == (0, 0, 5, 0) and again.broken == first.broken
    for line in first.new:
        assert line.article is not None
        assert len(await company.library.authoring.versions(line.article)) == 1


async def test_each_kind_of_file_becomes_an_article(company: Company, folder: Path):
    report = await run(company, folder)
    found = {
        each.item: (await company.library.authoring.get(each.article or "")).newest.content
        for each in report.new
    }
    horario = found["horario.md"]
    assert (horario.title, horario.tags) == ("Qual é o horário da loja?", ("horário", "loja"))
    assert horario.questions == ("Que horas abre?",) and "das 9h às 18h" in horario.body
    assert found["simples.md"].title == "Aceitam vale-presente?"
    assert found["simples.md"].body == "Sim, em todas as lojas."
    page = found["entrega/rastreio.html"]
    assert page.title == "Como acompanho a entrega?" and "Meus pedidos" in page.body
    assert "| Sul | 5 dias |" in page.body
    assert "direitos" not in page.body and "alert" not in page.body and "Carrinho" not in page.body
    assert "Lave o cesto com água morna." in found["manual.pdf"].body
    assert "30 dias" in found["politica.docx"].body


async def test_imported_articles_are_drafts_unless_told_otherwise(company: Company, folder: Path):
    (line, *_) = (await run(company, folder)).new
    assert (await company.library.authoring.get(line.article or "")).published is None


async def test_a_dry_run_says_what_would_change_and_changes_nothing(company: Company, folder: Path):
    assert counts(await run(company, folder, dry_run=True)) == (5, 0, 0, 0)
    assert counts(await run(company, folder, dry_run=True)) == (5, 0, 0, 0)
    assert (await company.library.shelf.page(_desk())).entries == ()


def _desk():
    from prosa.library.articles import Origin
    from prosa.library.shelf import Filter

    return Filter(origin=Origin.DESK)


async def test_an_update_touches_only_what_changed(company: Company, folder: Path):
    await run(company, folder, publish=True)
    (folder / "simples.md").write_text("# Aceitam vale-presente?\n\nSó em São Paulo.")
    (folder / "novo.md").write_text("# E cheque?\n\nNão aceitamos cheque.")
    (folder / "manual.pdf").unlink()
    assert counts(await run(company, folder, dry_run=True)) == (1, 1, 3, 1)
    report = await run(company, folder, publish=True)
    assert [each.item for each in report.changed] == ["simples.md"]
    assert [each.item for each in report.missing] == ["manual.pdf"] and report.removed == 0
    assert await company.searched("simples") == "Só em São Paulo."
    assert len(await company.library.authoring.versions("simples")) == 2
    assert len(await company.library.authoring.versions("horario")) == 1


async def test_what_is_gone_from_the_source_is_unpublished_on_request_and_can_come_back(
    company: Company, folder: Path
):
    await run(company, folder, publish=True)
    kept = (folder / "simples.md").read_text()
    (folder / "simples.md").unlink()
    assert (await run(company, folder, remove_missing=True)).removed == 1
    assert await company.searched("simples") is None
    assert counts(await run(company, folder, remove_missing=True)) == (0, 0, 4, 0)
    (folder / "simples.md").write_text(kept)
    assert counts(await run(company, folder, publish=True)) == (0, 1, 4, 0)
    assert await company.searched("simples") is not None
    assert len(await company.library.authoring.versions("simples")) == 1


async def test_a_file_that_breaks_is_not_taken_for_a_removed_one(company: Company, folder: Path):
    await run(company, folder, publish=True)
    (folder / "manual.pdf").write_bytes(b"%PDF-1.4 cortado")
    report = await run(company, folder, remove_missing=True)
    assert report.missing == () and [each.item for each in report.broken] == ["manual.pdf"]
    assert await company.searched("manual") is not None


async def test_an_article_of_the_pack_is_never_replaced_by_chance(company: Company, folder: Path):
    (folder / "prazo.md").write_text("# Prazo\n\nOutra coisa.")
    report = await run(company, folder, publish=True)
    assert {each.item: each.article for each in report.new}["prazo.md"] == "prazo-2"
    assert await company.searched("prazo") == "Resposta: Qual é o prazo de entrega?"


async def test_a_source_is_imported_once_at_a_time(company: Company, folder: Path):
    importer = Importer(company.database, company.library.authoring)

    class Nested(Folder):
        async def items(self, tell):
            with pytest.raises(AlreadyImporting):
                await importer.run(Folder(folder), Wishes(), CLI)
            async for each in super().items(tell):
                yield each

    assert len((await importer.run(Nested(folder), Wishes(), CLI)).new) == 5


async def test_a_folder_that_is_not_there_is_refused(company: Company, tmp_path: Path):
    with pytest.raises(SourceUnusable):
        await run(company, tmp_path / "nada")


async def test_a_file_that_hangs_the_reader_is_given_up_and_the_next_one_is_read(tmp_path: Path):
    reader = Reader(seconds=0.05)  # less than Python takes to start
    with pytest.raises(Unreadable, match="segundos"):
        await reader.read("a.md", b"# Um\n\nTexto")
    reader._seconds = 60
    async with reader:
        assert "Texto" in (await reader.read("a.md", b"# Um\n\nTexto")).body


def test_an_unknown_kind_of_file_is_refused():
    with pytest.raises(Unreadable, match="tipo de arquivo"):
        read_document("planilha.xls", b"x")
