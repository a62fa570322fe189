"""`prosa import` and `prosa articles`, as they are called from a shell."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from prosa.engines.database import Database
from prosa.settings import Settings
from tests.cli.conftest import Ended, Prosa


@pytest.fixture
def here(settings: Settings, database: Database) -> Mapping[str, str]:
    """An environment on this test's database."""
    assert settings.database_url is not None and settings.valkey_url is not None
    return {
        "PROSA_DATABASE_URL": settings.database_url.get_secret_value(),
        "PROSA_VALKEY_URL": settings.valkey_url.get_secret_value(),
        "NO_COLOR": "1",
    }


def test_a_folder_is_imported_listed_shown_and_taken_off_again(
    prosa: Prosa, here: Mapping[str, str], tmp_path: Path
):
    def call(*arguments: str, status: int = 0) -> Ended:
        done = prosa(*arguments, env=here)
        assert done.status == status, done.err
        return done

    folder, report = tmp_path / "ajuda", tmp_path / "relatorio.json"
    folder.mkdir()
    (folder / "zepelim.md").write_text("# Entregam de zepelim?\n\nSó aos domingos.")
    (folder / "vazio.md").write_text("")
    dry = call("import", str(folder), "--dry-run")
    assert "1 novos" in dry.out and "vazio.md: O arquivo está vazio." in dry.err
    assert "Nada foi gravado" in call("import", str(folder), status=1).err
    call("import", str(folder), "--yes", "--publish", "--json", str(report))
    written = json.loads(report.read_bytes())
    assert written["counts"]["new"] == 1 and written["broken"][0]["item"] == "vazio.md"
    again = call("import", str(folder), "--publish")
    assert "0 novos, 0 alterados, 1 iguais" in again.out
    assert "zepelim" in call("articles", "list", "--origin", "desk").out
    assert "Só aos domingos." in call("articles", "show", "zepelim").out
    call("articles", "unpublish", "zepelim")
    history = call("articles", "history", "zepelim").out
    assert ["tirou do ar" in history, "publicou" in history, "criou" in history] == [True] * 3
    assert "não existe" in call("articles", "publish", "nada", status=1).err


def test_products_are_imported_and_a_source_that_is_none_is_refused(
    prosa: Prosa, here: Mapping[str, str], tmp_path: Path
):
    feed = tmp_path / "loja.csv"
    feed.write_text("nome;preço\nZepelim;R$ 99,90\nBalão;grátis\n")
    done = prosa("import", "products", str(feed), "--yes", env=here)
    assert done.status == 0 and "1 novos" in done.out and "linha 3" in done.err
    refused = prosa("import", str(tmp_path / "nada"), env=here)
    assert refused.status == 1 and "Não dá para abrir" in refused.err
    assert prosa("import", "http://127.0.0.1/", env=here).status == 1
