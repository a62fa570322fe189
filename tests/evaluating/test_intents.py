"""An evaluation from data to record and page, on a model of a few examples."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import orjson
import pytest

from prosa.evaluating.intents import Measured, NotMeasurable, Plan, measure, planned
from prosa.evaluating.page.intents import intents_page
from prosa.evaluating.page.rendering import render
from prosa.evaluating.record import FIGURES, intents_record
from prosa.language.training import Example, TrainingData

TAUGHT = {
    "greeting": "oi;olá;bom dia;boa tarde;boa noite;e aí;opa tudo bem;alô",
    "cancel": "quero cancelar;cancela o pedido;desisti da compra;cancelem por favor;cancelar;desfaz isso",
    "payment": "aceita pix;posso pagar no cartão;parcela em quantas vezes;tem boleto;como pago;divide",
    "hours": "que horas abre;horário da loja;abre no domingo;até que horas funciona;fecha quando;abre hoje",
}
TEST = (
    Example("oi bom dia", "greeting"),
    Example("quero cancelar a compra", "cancel"),
    Example("dá para pagar com pix?", "payment"),
    Example("que horas a loja fecha", "hours"),
    Example("<b>boa noite</b>", "cancel"),  # labelled wrong on purpose
    Example("cadê meu pedido", "order_status"),  # not taught
)


def silent(_step: str, _share: float) -> None:
    pass


@pytest.fixture(scope="module")
def taught() -> TrainingData:
    return TrainingData(
        tuple(Example(text, intent) for intent, texts in TAUGHT.items() for text in texts.split(";"))
    )


@pytest.fixture(scope="module")
def measured(taught: TrainingData) -> Measured:
    outside = ("quem descobriu o Brasil", "receita de lasanha")
    return measure(Plan(taught, TEST, outside, noise=("typo1",), learning_curve=True, memory=True), silent)


def tags(page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]):
            found.append((tag, dict(attrs)))

    Reader().feed(page)
    yield from found


def test_the_record_has_every_figure_and_can_be_read_again(measured: Measured):
    written = orjson.loads(orjson.dumps(intents_record(measured), option=orjson.OPT_SERIALIZE_NUMPY))
    assert all(isinstance(written[figure], float) for figure in FIGURES)
    assert written["accuracy"] == 4 / 6 and written["count"] == 6 and written["task"] == "intents"
    low, high = written["accuracy_interval"]
    assert low < written["accuracy"] < high
    assert len(written["predictions"]) == 6 and len(written["errors"]) == 2
    assert {point["threshold"] for point in written["threshold_curve"]} >= {0.0, 0.7, 1.0}
    assert set(written["noise"]) == {"typo1"} and written["memory_mb"] > 10
    assert written["learning_curve"][-1] == {"examples": 26, "accuracy": 4 / 6}


def test_an_intent_that_was_not_taught_counts_as_wrong_and_is_told(measured: Measured):
    assert any("order_status" in warning for warning in measured.warnings)
    wrong = {confusion.expected for confusion in measured.report.confusions}
    assert "order_status" in wrong


def test_the_page_needs_nothing_else_and_runs_nothing_from_the_data(measured: Measured):
    page = render(intents_page(measured))
    assert "<b>boa noite" not in page and "&lt;b&gt;boa noite&lt;/b&gt;" in page
    seen = list(tags(page))
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in seen}
    addresses = [
        value for _, given in seen for name, value in given.items() if name in ("src", "href", "xlink:href")
    ]
    assert all(address.startswith(("#", "data:")) for address in addresses)
    ids = [given["id"] for _, given in seen if "id" in given]
    assert ids and len(set(ids)) == len(ids)


def test_every_picture_is_there_and_takes_its_colours_from_the_page(measured: Measured):
    page = render(intents_page(measured))
    assert [tag for tag, _ in tags(page)].count("figure") == 6
    assert "var(--ink)" in page and "#010101" not in page
    for word in ("limiar", "confiança", "fora do escopo", "exemplos de treino", "Matriz de confusão"):
        assert word in page


def test_without_a_test_a_fifth_is_kept_for_it(taught: TrainingData):
    plan = planned(Plan(taught, ()))
    assert {example.intent for example in plan.test} == set(TAUGHT)
    assert not {example.text for example in plan.test} & {example.text for example in plan.training.examples}
    assert planned(Plan(taught, ())) == plan != planned(Plan(taught, (), seed=1))


def test_few_keeps_so_many_of_each_intent(taught: TrainingData):
    plan = planned(Plan(taught, TEST), count=3)
    assert len(plan.training.examples) == 12 and plan.test == TEST


def test_held_out_intents_are_not_taught_and_become_what_is_out_of_scope(taught: TrainingData):
    plan = planned(Plan(taught, TEST[:4], ("receita de lasanha",)), held_out_share=0.25)
    (held,) = set(TAUGHT) - {example.intent for example in plan.training.examples}
    assert held not in {example.intent for example in plan.test} and len(plan.test) == 3
    (message,) = (example.text for example in TEST[:4] if example.intent == held)
    assert plan.out_of_scope == ("receita de lasanha", message)


def test_too_little_to_measure_on_is_explained(taught: TrainingData):
    single = replace(taught, examples=(Example("oi", "a"), Example("tchau", "b")))
    with pytest.raises(NotMeasurable, match="exemplos de menos"):
        planned(Plan(single, ()))
    with pytest.raises(NotMeasurable, match="intenções de menos"):
        planned(Plan(single, (Example("oi", "a"),)), held_out_share=0.9)
    with pytest.raises(NotMeasurable, match="nenhuma mensagem"):
        measure(Plan(taught, ()), silent)
