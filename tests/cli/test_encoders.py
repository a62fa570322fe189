"""What the commands say of a pack's encoder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Prosa
from tests.encoding.packs import write
from tests.encoding.server import Told, embeddings_server
from tests.language.encoders.tiny import WIDTH, Tiny

KEY = "sk-segredo-1234"

Doctor = Callable[..., Ended]


@pytest.fixture
def server() -> Iterator[Told]:
    with embeddings_server() as told:
        yield told


@pytest.fixture
def doctor(prosa: Prosa, tmp_path: Path) -> Doctor:
    def run(encoder: str, **settings: str) -> Ended:
        write(tmp_path / "pack", encoder)
        named = {f"PROSA_{name.upper()}": value for name, value in settings.items()}
        return prosa("doctor", env={"PROSA_PACK": str(tmp_path / "pack"), "HF_HUB_OFFLINE": "1"} | named)

    return run


def line(ended: Ended) -> str:
    return next(found for found in ended.out.splitlines() if "Encoder" in found)


def test_the_universal_encoder_is_always_there(doctor: Doctor):
    said = line(doctor("universal"))
    assert "✓" in said and "universal" in said


def test_a_transformer_in_the_pack_is_named(doctor: Doctor, tmp_path: Path):
    Tiny().write_transformer(tmp_path / "pack" / "tiny")
    assert "hf:tiny/" in line(doctor("hf:./tiny"))


def test_a_transformer_that_is_nowhere_is_explained(doctor: Doctor, tmp_path: Path):
    ended = doctor("hf:casa/outro", home=str(tmp_path / "home"))
    assert ended.status == 1
    assert "✗" in line(ended) and "casa/outro não está no cache" in ended.out
    assert "falta o encoder do pacote" in ended.out


def test_an_endpoint_is_asked(doctor: Doctor, server: Told):
    ended = doctor("openai:minúsculo", embeddings_base_url=server.url, embeddings_api_key=KEY)
    assert f"responde, {WIDTH} dimensões" in line(ended)
    assert server.keys == [f"Bearer {KEY}"]


def test_an_endpoint_that_refuses_the_key_is_told_without_it(doctor: Doctor, server: Told):
    server.status = [401]
    ended = doctor("openai:minúsculo", embeddings_base_url=server.url, embeddings_api_key=KEY)
    assert "!" in line(ended) and "PROSA_EMBEDDINGS_API_KEY" in ended.out
    assert KEY not in ended.out + ended.err


def test_an_address_that_holds_a_key_is_refused_without_showing_it(doctor: Doctor):
    ended = doctor("openai:minúsculo", embeddings_base_url=f"https://eu:{KEY}@host.example/v1")
    assert ended.status == 1 and "PROSA_EMBEDDINGS_BASE_URL" in ended.out
    assert KEY not in ended.out + ended.err
