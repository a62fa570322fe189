"""`prosa doctor` on set-ups that are whole, new, and broken in many ways."""

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from prosa.child import free_port
from prosa.language.model import Model
from prosa.models import model_folder
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.cli.conftest import Ended, Prosa

PASSWORD = "s3nha-do-banco"

Doctor = Callable[..., Ended]


@pytest.fixture
def doctor(prosa: Prosa, database_url: str, valkey_url: str) -> Doctor:
    """Examines a node on the engines of the test run; settings come on top."""

    def run(**settings: str) -> Ended:
        whole = {
            "PROSA_DATABASE_URL": database_url,
            "PROSA_VALKEY_URL": valkey_url,
            "PROSA_PORT": str(free_port()),
        }
        return prosa(
            "doctor", env=whole | {f"PROSA_{name.upper()}": value for name, value in settings.items()}
        )

    return run


def line(ended: Ended, topic: str) -> str:
    return next(found for found in ended.out.splitlines() if topic in found)


def test_a_trained_node_on_good_engines_is_well(doctor: Doctor, tmp_path: Path, pack: Pack, model: Model):
    model.save(model_folder(tmp_path / "home", pack))
    ended = doctor()
    assert ended.status == 0, ended.out
    assert "✗" not in ended.out and "treinado" in line(ended, "Modelo")
    assert "pgvector" in ended.out and "atual" in line(ended, "Esquema")


def test_a_machine_on_which_nothing_ever_ran_is_well_and_stays_as_it_was(prosa: Prosa, tmp_path: Path):
    ended = prosa("doctor", env={"PROSA_PORT": str(free_port())})
    assert ended.status == 0, ended.out
    assert "será criado" in line(ended, "PostgreSQL")
    assert not (tmp_path / "home").exists()


def test_a_database_that_is_away_is_told_without_its_password(doctor: Doctor):
    url = f"postgresql://prosa:{PASSWORD}@127.0.0.1:1/prosa?sslmode=disable"
    ended = doctor(database_url=url)
    assert ended.status == 1
    assert "✗" in line(ended, "PostgreSQL") and "prosa:***@127.0.0.1:1" in line(ended, "PostgreSQL")
    assert PASSWORD not in ended.out + ended.err


def test_a_valkey_that_is_away_is_told_without_its_password(doctor: Doctor):
    ended = doctor(valkey_url=f"valkey://:{PASSWORD}@127.0.0.1:1/0")
    assert ended.status == 1 and "✗" in line(ended, "Valkey")
    assert PASSWORD not in ended.out + ended.err


def test_a_url_that_is_none_is_told(doctor: Doctor):
    ended = doctor(database_url=f"mysql://root:{PASSWORD}@localhost/x")
    assert ended.status == 1 and "postgresql://" in line(ended, "PostgreSQL")
    assert PASSWORD not in ended.out + ended.err


def test_a_secret_that_others_may_read_is_found_and_left_alone(doctor: Doctor, tmp_path: Path):
    folder = tmp_path / "home" / "secrets"
    folder.mkdir(parents=True)
    (folder / "secret_key").write_text(PASSWORD)
    (folder / "secret_key").chmod(0o644)
    ended = doctor()
    assert ended.status == 1 and "modo 644" in line(ended, "secret_key") and "chmod 600" in ended.out
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o644
    assert PASSWORD not in ended.out + ended.err


def test_a_port_that_somebody_uses_is_told(doctor: Doctor):
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = doctor(port=str(other.getsockname()[1]))
    assert ended.status == 1 and "ocupada" in line(ended, "Porta")


def test_a_pack_with_mistakes_is_told_with_the_first_of_them(doctor: Doctor, tmp_path: Path):
    broken = tmp_path / "pack"
    shutil.copytree(Settings().pack_folder(), broken)
    (broken / "bot.yml").write_text("company: [")
    ended = doctor(pack=str(broken))
    assert ended.status == 1 and "bot.yml" in line(ended, "Pacote") and "prosa validate" in ended.out


def test_a_data_folder_that_is_a_file_is_told(doctor: Doctor, tmp_path: Path):
    (tmp_path / "file").write_text("")
    ended = doctor(home=str(tmp_path / "file"))
    assert ended.status == 1 and "não é uma pasta" in line(ended, "Pasta de dados")
    assert "Traceback" not in ended.err


def test_settings_that_cannot_be_read_are_named_without_their_values(doctor: Doctor):
    ended = doctor(port=PASSWORD)
    assert ended.status == 1 and "PROSA_PORT" in line(ended, "Configuração")
    assert PASSWORD not in ended.out + ended.err


def test_an_older_schema_is_told_with_the_command_that_mends_it(doctor: Doctor, database_url: str):
    before, _, after = database_url.partition("@/")
    nothing_of_ours = f"{before}@/postgres?{after.partition('?')[2]}"
    ended = doctor(database_url=nothing_of_ours)
    assert ended.status == 1 and "vazio" in line(ended, "Esquema") and "prosa migrate" in ended.out
