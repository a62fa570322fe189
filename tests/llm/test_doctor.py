import pytest
from pydantic import SecretStr

from prosa.cli.examination.finding import State
from prosa.cli.examination.llm import language_model
from prosa.settings import Settings
from tests.llm.server import Told


def settings(url: str | None, model: str = "honesto") -> Settings:
    return Settings().model_copy(
        update={"llm_base_url": url, "llm_model": model, "llm_api_key": SecretStr("sk-segredo")}
    )


def test_without_an_endpoint_the_doctor_says_what_answers_are_made_of():
    assert language_model(settings(None)).state is State.LATER


def test_an_endpoint_that_answers_and_has_the_model_is_well(server: Told):
    found = language_model(settings(server.url))
    assert found.state is State.GOOD and "honesto em 127.0.0.1" in found.says


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "recusou a chave"), (500, "com defeito"), (404, "não responde o que se espera")],
)
def test_what_is_wrong_is_told_without_the_key(server: Told, status: int, says: str):
    server.status = [status]
    found = language_model(settings(server.url))
    assert found.state is State.WORTH_KNOWING and says in found.says
    assert "segredo" not in str(found)


def test_an_unknown_model_and_an_address_where_nobody_listens_are_told(server: Told):
    assert "não tem esse modelo" in language_model(settings(server.url, "outro")).says
    assert "não responde" in language_model(settings("http://127.0.0.1:1/v1")).says


@pytest.mark.parametrize(
    "wrong",
    [
        {"llm_base_url": "localhost:11434"},
        {"llm_base_url": "http://key@localhost/v1", "llm_model": "m"},
        {"llm_base_url": "http://localhost/v1"},
        {"llm_day_money": "5"},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, str]):
    with pytest.raises(ValueError, match=r"PROSA_LLM|address"):
        Settings.model_validate(wrong)
