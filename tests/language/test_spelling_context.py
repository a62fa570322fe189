import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosa.language.cleaning import clean
from prosa.language.normalise import MODEL_LIMIT, normalise
from prosa.language.spelling import Speller, vocabulary
from tests.language.strange import texts

EXAMPLES = [
    "como vai você",
    "oi como vai",
    "quero trocar meu fone",
    "quero trocar a capinha do fone",
    "esta loja abre no sábado",
    "o pedido está atrasado",
    "quero o termo de garantia",
] * 3


def nothing_else_is_a_word(word: str) -> bool:
    return False


@pytest.fixture(scope="module")
def bot() -> Speller:
    return Speller(vocabulary(EXAMPLES, nothing_else_is_a_word), ["vi"], nothing_else_is_a_word)


@pytest.fixture(scope="module")
def portuguese() -> Speller:
    return Speller.general(nothing_else_is_a_word)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("como vaj voce", "como vai você"),
        ("quero tocar meu fone", "quero trocar meu fone"),
        ("quero o temo de garantia", "quero o termo de garantia"),
        ("o pedido esta atrasado", "o pedido está atrasado"),
        ("esta loja abre", "esta loja abre"),
    ],
)
def test_what_the_examples_say_around_a_word_tells_which_was_meant(bot: Speller, typed: str, meant: str):
    assert bot.correct_text(typed) == meant


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("quero trocar a captnha do fone", "quero trocar a capinha do fone"),
        ("o pedido está atrsdao", "o pedido está atrasado"),
        ("quero o termo de gatanria", "quero o termo de garantia"),
    ],
)
def test_two_slips_in_what_is_no_word_lead_back_to_a_word_of_the_examples(
    bot: Speller, typed: str, meant: str
):
    assert bot.correct_text(typed) == meant


def test_two_slips_never_lead_away_from_a_word_that_someone_knows(bot: Speller):
    assert bot.correct_text("quero o termo da garagem") == "quero o termo da garagem"
    trusting = Speller(
        vocabulary(EXAMPLES, lambda word: word == "gatanria"), [], lambda word: word == "gatanria"
    )
    assert trusting.correct_text("gatanria") == "gatanria"


def test_a_name_is_only_mended_into_a_word_of_the_examples_that_it_misses_by_a_letter(bot: Speller):
    for name in ("garantuesca", "sabesp", "shopee"):
        assert bot.correct_text(f"quero o {name}", frozenset({name})) == f"quero o {name}"
    assert bot.correct_text("quero o shopee") != "quero o shopee"
    assert bot.correct_text("quero a capinah", frozenset({"capinah"})) == "quero a capinha"


def test_slips_in_two_words_side_by_side_are_weighed_together(bot: Speller):
    assert bot.correct_text("cimo vsi voce") == "como vai você"


def test_a_word_that_is_no_word_may_still_be_portuguese_that_no_example_has(bot: Speller):
    assert bot.correct_text("quero um refrigerador") == "quero um refrigerador"
    assert bot.correct_text("quero um refrigerdor") == "quero um refrigerador"


def test_a_word_that_fits_and_a_protected_name_stay_whatever_the_examples_say(bot: Speller):
    assert bot.correct_text("quero tomar sorvete") == "quero tomar sorvete"
    assert bot.correct_text("como vi você") == "como vi você"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("o pedido esta demorando", "o pedido está demorando"),
        ("onde esta o meu pedido", "onde está o meu pedido"),
        ("como esta?", "como está?"),
        ("qual e o prazo", "qual é o prazo"),
        ("e possivel trocar", "é possível trocar"),
        ("esta compra e aquela", "esta compra e aquela"),
        ("boleto e pix", "boleto e pix"),
    ],
)
def test_accents_that_only_the_sentence_tells_come_back_where_it_is_safe(
    portuguese: Speller, typed: str, meant: str
):
    assert portuguese.correct_text(typed) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Falei com a Kyara da Stellantis em Ijuí.",
        "O ENEM e o SISU são do MEC.",
        "torná-lo útil, diga-me, pós-venda, puc-rs",
        "a acção foi óptima e o ecrã está partido",
    ],
)
def test_names_letters_and_european_spellings_stay(portuguese: Speller, written: str):
    assert portuguese.correct_text(written) == written


def test_capitals_are_kept(portuguese: Speller):
    assert (
        portuguese.correct_text("Nao recebi. Concerteza foi engano") == "Não recebi. Com certeza foi engano"
    )
    assert portuguese.correct_text("NAO RECEBI MEU PEDDIDO") == "NÃO RECEBI MEU PEDIDO"


@settings(deadline=None)
@given(texts)
def test_any_text_comes_back_with_what_is_no_word_in_its_place(bot: Speller, text: str):
    corrected = bot.correct_text(normalise(clean(text).text))
    assert [mark for mark in corrected if mark in "?!,;"] == [
        mark for mark in text_read(text) if mark in "?!,;"
    ]


def text_read(text: str) -> str:
    return normalise(clean(text).text)


@pytest.mark.parametrize("endless", ["a", "ab", "ç", "é-", "qu", "xs ", "s-", "h", "é"])
def test_endless_words_are_left_alone_in_the_time_a_message_takes(bot: Speller, endless: str):
    message = normalise(clean(endless * 1_000_000).text)
    assert len(message) <= MODEL_LIMIT
    assert len(bot.correct_text(message).split()) >= len(message.split())


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("abcdeghilmnoprstuvxzáãçéêíóõ-"), min_size=1, max_size=24))
def test_a_corrected_word_stays_corrected(portuguese: Speller, word: str):
    once = portuguese.correct(word)
    assert all(portuguese.correct(part) == part for part in once.split() if part != word)
