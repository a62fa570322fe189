import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosa.language import learned
from prosa.language.model import Model, NotTrainable, fingerprint, train
from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues, Understanding
from tests.language.strange import texts

ONE_WORD_EACH = (
    "geladeira fogão colchão sofá mesa cadeira tapete cortina espelho panela talher copo prato"
    " lençol travesseiro toalha sabonete perfume relógio óculos sapato camisa vestido chapéu"
)


def understand(model: Model, text: str, cues: Cues | None = None) -> Understanding:
    return model.understand([text], [cues or Cues()])[0]


@pytest.mark.parametrize(
    "text, intent",
    [
        ("oi", "greeting"),
        ("cade meu pedido 10432?", "order_status"),
        ("quero a 2a via do boleto", "invoice_copy"),
        ("a airfryer veio quebrada, quero trocar", "exchange_return"),
        ("vc tem fone bluetooth até 200 reais?", "product_inquiry"),
        ("quero falar com uma pessoa", "speak_to_human"),
        ("qro falr com um atendente", "speak_to_human"),
        ("aceita pix?", "payment_methods"),
        ("obg!!", "thanks"),
    ],
)
def test_a_clear_message_is_understood_with_confidence(model: Model, text: str, intent: str):
    found = understand(model, text)
    assert found.intent.name == intent
    assert found.intent.confidence > 0.7


@pytest.mark.parametrize(
    "text",
    [
        "qual a altura do monte everest",
        "me ensina a dançar forró",
        "quantos gols o pelé marcou",
        "qual a temperatura no polo sul agora",
        "por que as folhas caem no outono",
    ],
)
def test_a_message_about_something_else_is_not_claimed(model: Model, text: str):
    assert understand(model, text).intent.confidence < 0.4


def test_the_three_next_best_intents_come_with_it_best_first(model: Model):
    found = understand(model, "não quero mais, como devolvo?")
    names = [found.intent.name, *(alternative.name for alternative in found.alternatives)]
    confidences = [found.intent.confidence, *(a.confidence for a in found.alternatives)]
    assert len(set(names)) == 4
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1 + 1e-3


def test_one_message_yields_intent_entities_tone_and_vector(model: Model):
    found = understand(model, "Ridículo!! O pedido 10432 do fone wave 200 ainda não chegou")
    assert found.intent.name == "order_status"
    assert [(entity.kind, entity.value) for entity in found.entities] == [
        ("order", "10432"),
        ("product", "fone-wave-200"),
    ]
    assert found.anger
    assert found.sentiment == "negative"
    assert found.vector.shape == (512,)
    assert found.vector.dtype == np.float32
    assert np.linalg.norm(found.vector) == pytest.approx(1, abs=1e-5)


def test_a_bare_number_is_what_the_bot_asked_for(model: Model):
    assert understand(model, "10432").entity("order") is None
    asked = understand(model, "10432", Cues(awaiting="order")).entity("order")
    assert asked is not None
    assert asked.value == "10432"


def test_a_message_means_the_same_alone_and_in_a_batch(model: Model):
    messages = ["oi", "cadê meu pedido 10432?", "quero cancelar", "", "aceita pix?"]
    together = model.understand(messages, [Cues()] * len(messages))
    for message, found in zip(messages, together, strict=True):
        alone = understand(model, message)
        assert alone.intent.name == found.intent.name
        assert alone.intent.confidence == pytest.approx(found.intent.confidence, abs=1e-3)
        assert alone.vector == pytest.approx(found.vector, abs=1e-4)


def test_no_messages_are_no_answers_and_a_message_without_cues_is_refused(model: Model):
    assert model.understand([], []) == []
    with pytest.raises(ValueError, match="1 texts with 0 cues"):
        model.understand(["oi"], [])


@pytest.mark.parametrize("nothing", ["", "   ", "\x00\u200b", "\ud800"])
def test_an_empty_message_has_no_confident_intent(model: Model, nothing: str):
    assert understand(model, nothing).intent.confidence == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages=st.lists(texts, min_size=1, max_size=4))
def test_any_text_is_understood_somehow(model: Model, messages: list[str]):
    for message, found in zip(messages, model.understand(messages, [Cues()] * len(messages)), strict=True):
        assert found.text == message
        assert 0 <= found.intent.confidence <= 1
        assert -1 <= found.mood <= 1
        assert np.isfinite(found.vector).all()
        assert all(message[e.start : e.end] == e.text and e.text for e in found.entities)


def test_training_twice_gives_the_same_model(shop: TrainingData, model: Model):
    again = train(shop)
    message = "quero trocar ou cancelar, tanto faz"
    assert understand(again, message) == understand(model, message)
    assert again.fingerprint == model.fingerprint == fingerprint(shop)


def test_training_reports_how_far_it_is(shop: TrainingData):
    seen: list[tuple[str, float]] = []
    train(shop, lambda stage, share: seen.append((stage, share)))
    shares = [share for _, share in seen]
    assert {stage for stage, _ in seen} == {"words", "encoding", "intents"}
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_data_without_examples_cannot_be_learned_from():
    with pytest.raises(NotTrainable):
        train(TrainingData(examples=()))


@pytest.mark.parametrize(
    "few",
    [
        [("oi", "greeting")],
        [("oi", "greeting"), ("tchau", "goodbye")],
        [
            ("oi", "greeting"),
            ("olá", "greeting"),
            ("tchau", "goodbye"),
            ("até mais", "goodbye"),
            ("sim", "affirm"),
        ],
    ],
)
def test_a_bot_of_a_few_examples_still_answers(few: list[tuple[str, str]]):
    tiny = train(TrainingData(tuple(Example(text, intent) for text, intent in few)))
    assert understand(tiny, "oi").intent.name == "greeting"
    assert set(tiny.intents) == {intent for _, intent in few}


@pytest.mark.usefixtures("model")  # what training imports sets filters of its own, once
def test_bots_of_one_example_an_intent_are_trained_side_by_side_without_a_warning():
    one_each = TrainingData(tuple(Example(word, f"{word}_wanted") for word in ONE_WORD_EACH.split()))
    before = list(warnings.filters)
    with ThreadPoolExecutor(3) as threads:
        trained = list(threads.map(train, [one_each] * 3))
    assert understand(trained[0], "geladeira").intent.name == "geladeira_wanted"
    assert warnings.filters == before


def test_the_fingerprint_follows_the_content_and_not_its_order_in_memory(shop: TrainingData):
    same = TrainingData(tuple(shop.examples), tuple(shop.phrases), tuple(shop.patterns), tuple(shop.words))
    other = TrainingData(
        (*shop.examples, Example("mais um", "thanks")), shop.phrases, shop.patterns, shop.words
    )
    assert fingerprint(same) == fingerprint(shop)
    assert fingerprint(other) != fingerprint(shop)


def test_the_fingerprint_follows_the_speller_s_list_of_words(
    shop: TrainingData, monkeypatch: pytest.MonkeyPatch
):
    before = fingerprint(shop)
    monkeypatch.setattr(learned, "version", {"pyspellchecker": "99.0"}.__getitem__)
    assert fingerprint(shop) != before


@pytest.mark.parametrize(
    "name, counts",
    [
        ("cleaning.py", True),
        ("spelling/words.py", True),
        ("slang.txt", True),
        ("evaluation/report.py", False),
    ],
)
def test_a_model_depends_on_the_code_that_makes_it_and_not_on_what_measures_it(
    tmp_path: Path, name: str, counts: bool
):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("A = 1")
    before = learned.code_digest(tmp_path, "words 1.0")
    file.write_text("A = 2")
    assert (learned.code_digest(tmp_path, "words 1.0") != before) == counts
