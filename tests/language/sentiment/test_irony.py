import pytest

from prosa.language.sentiment.hearing import hear


@pytest.mark.parametrize(
    "message",
    [
        "parabens, terceira semana sem resposta",
        "otimo, quebrou outra vez",
        "super rapido sqn",
        "obrigada por nada",
        "parabens pelo descaso",
        "que maravilha hein, ninguem atende",
    ],
)
def test_praise_beside_trouble_is_mockery(message: str):
    assert hear(message, message).mocks
    assert hear(message, message).total < 0


@pytest.mark.parametrize(
    "message",
    [
        "parabens pelo atendimento",
        "adorei, chegou rapido",
        "demorou mas o produto e excelente, amei, recomendo",
        "bom dia",
    ],
)
def test_praise_alone_or_that_outweighs_trouble_is_meant(message: str):
    assert not hear(message, message).mocks
