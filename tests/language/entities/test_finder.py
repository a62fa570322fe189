from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validate_docbr import CNPJ, CPF

from prosa.language.cleaning import clean
from prosa.language.entities import EntityFinder
from prosa.language.entities.finder import MOST_ENTITIES
from prosa.language.spelling import Speller
from prosa.language.training import Phrase
from prosa.language.understanding import Cues
from tests.language.conftest import COLOURS, PRODUCTS, TODAY
from tests.language.strange import texts

finder = EntityFinder((*PRODUCTS, *COLOURS), today=lambda: TODAY)


@dataclass(frozen=True)
class Found:
    kind: str
    value: str
    text: str


def find(message: str, awaiting: str | None = None) -> list[Found]:
    entities = finder.find(message, clean(message), Cues(awaiting=awaiting))
    return [Found(entity.kind, entity.value, entity.text) for entity in entities]


def values(message: str, kind: str, awaiting: str | None = None) -> list[str]:
    return [found.value for found in find(message, awaiting) if found.kind == kind]


# Documents


@pytest.mark.parametrize("written", ["529.982.247-25", "52998224725", "529 982 247 25", "529982247-25"])
def test_a_cpf_is_eleven_digits_with_the_right_check_digits(written: str):
    assert find(f"meu cpf é {written}") == [Found("cpf", "52998224725", written)]


@pytest.mark.parametrize("wrong", ["529.982.247-26", "111.111.111-11", "cpf 5299822472"])
def test_a_cpf_that_does_not_check_is_none(wrong: str):
    assert values(wrong, "cpf") == []


@given(st.randoms(use_true_random=False))
def test_every_valid_cpf_is_found_with_its_mask_and_without(random: object):
    digits = CPF().generate()
    assert values(f"cpf {digits}", "cpf") == [digits]
    assert values(f"é {CPF().mask(digits)}.", "cpf") == [digits]


@pytest.mark.parametrize("written", ["11.222.333/0001-81", "11222333000181"])
def test_a_cnpj_is_found_with_its_mask_and_without(written: str):
    assert find(f"cnpj {written}") == [Found("cnpj", "11222333000181", written)]


def test_a_cnpj_may_hold_letters():
    letters = CNPJ().generate(mask=True, digits_only=False)
    assert values(f"cnpj {letters}", "cnpj") == [letters.replace(".", "").replace("/", "").replace("-", "")]


# Contact


@pytest.mark.parametrize(
    "written", ["(11) 98765-4321", "11 98765-4321", "+55 11 98765-4321", "11987654321", "011 98765 4321"]
)
def test_a_mobile_number_becomes_e164(written: str):
    assert values(f"meu zap é {written}", "phone") == ["+5511987654321"]


def test_a_landline_and_a_foreign_number_are_phones_too():
    assert values("tel (21) 2345-6789", "phone") == ["+552123456789"]
    assert values("call +1 650 253 0000", "phone") == ["+16502530000"]


@pytest.mark.parametrize("number", ["(00) 98765-4321", "123", "11 1111-1111 1"])
def test_a_number_that_cannot_ring_is_no_phone(number: str):
    assert values(number, "phone") == []


def test_an_email_is_found_in_its_sentence():
    assert find("manda pra Fulano.Silva+loja@Exemplo.com.br, tá?") == [
        Found("email", "fulano.silva+loja@exemplo.com.br", "Fulano.Silva+loja@Exemplo.com.br")
    ]
    assert values("@loja ou a@b", "email") == []


def test_a_cep_needs_its_dash_or_its_name():
    assert values("01310-100", "cep") == ["01310100"]
    assert values("cep: 01310100", "cep") == ["01310100"]
    assert values("01310100", "cep") == []
    assert values("01310100", "cep", awaiting="cep") == ["01310100"]


# Orders


@pytest.mark.parametrize(
    "message",
    [
        "cade meu pedido 10432?",
        "pedido nº 10432",
        "pedido de número 10432",
        "meu pedido é o 10432",
        "o pedido que fiz, 10432",
        "compra #10432",
        "#10432",
        "rastreio 10432",
        "10432 é o meu pedido",
        "numero do pedido: 10432",
        "ped 10432",
    ],
)
def test_a_number_beside_a_word_for_order_is_an_order(message: str):
    assert values(message, "order") == ["10432"]


@pytest.mark.parametrize(
    "message",
    [
        "10432",
        "pedido de 1500 reais",
        "meu pedido tem 1200 w?",
        "comprei há 2000 dias",
        "pedido feito em 12/05/2025",
        "rua das flores, número 10432",
        "pedido dia 12",
    ],
)
def test_another_number_is_no_order(message: str):
    assert values(message, "order") == []


def test_a_bare_number_is_the_order_that_the_bot_asked_for():
    assert values("10432", "order", awaiting="order") == ["10432"]
    assert values("acho que é 10432", "order", awaiting="order") == ["10432"]


# Money


@pytest.mark.parametrize(
    "written, value",
    [
        ("R$ 1.299,90", "1299.90"),
        ("R$50", "50.00"),
        ("200 reais", "200.00"),
        ("1299.90 reais", "1299.90"),
        ("2 mil reais", "2000.00"),
        ("1,5 mil reais", "1500.00"),
        ("50 conto", "50.00"),
        ("duzentos reais", "200.00"),
        ("mil e quinhentos reais", "1500.00"),
        ("cento e vinte e cinco reais", "125.00"),
        ("10 reais e 50 centavos", "10.50"),
    ],
)
def test_a_sum_with_its_currency_is_money(written: str, value: str):
    assert find(f"custa {written}?") == [Found("money", value, written)]


def test_a_bare_number_bounds_a_price_only_when_nothing_is_counted():
    assert values("fone até 200", "money") == ["200.00"]
    assert values("tv abaixo de 1.500?", "money") == ["1500.00"]
    assert values("entre 100 e 200 reais", "money") == ["100.00", "200.00"]
    assert values("até 20 dias", "money") == []
    assert values("mais de 3 fones", "money") == []


# Dates: today is Wednesday, 12 March 2025


@pytest.mark.parametrize(
    "written, day",
    [
        ("hoje", "2025-03-12"),
        ("amanhã", "2025-03-13"),
        ("depois de amanhã", "2025-03-14"),
        ("ontem", "2025-03-11"),
        ("anteontem", "2025-03-10"),
        ("05/03/2025", "2025-03-05"),
        ("5/3/25", "2025-03-05"),
        ("2025-03-05", "2025-03-05"),
        ("12 de maio de 2024", "2024-05-12"),
        ("1º de abril", "2025-04-01"),
        ("há 3 dias", "2025-03-09"),
        ("duas semanas atrás", "2025-02-26"),
        ("daqui a 5 dias", "2025-03-17"),
        ("sexta-feira", "2025-03-14"),
        ("próxima quarta", "2025-03-19"),
        ("segunda passada", "2025-03-10"),
        ("sábado", "2025-03-15"),
        ("dia 15", "2025-03-15"),
        ("dia 10", "2025-03-10"),
    ],
)
def test_a_day_is_found_however_it_is_named(written: str, day: str):
    assert find(f"seria {written}, certo?") == [Found("date", day, written)]


def test_a_day_without_a_year_follows_the_tense():
    assert values("comprei em 20/12", "date") == ["2024-12-20"]
    assert values("recebi na sexta", "date") == ["2025-03-07"]
    assert values("entregam na sexta?", "date") == ["2025-03-14"]
    assert values("chegou dia 28", "date") == ["2025-02-28"]


@pytest.mark.parametrize(
    "message",
    [
        "segunda via do boleto",
        "31/02/2025",
        "na terça parte",
        "dia 45",
        "10/12 vezes",
        "daqui a 5 dias úteis",
    ],
)
def test_what_only_looks_like_a_day_is_none(message: str):
    assert values(message, "date") == []


# Names


@pytest.mark.parametrize(
    "message, product",
    [
        ("tem o wave 200?", "fone-wave-200"),
        ("o Fone Bluetooth Wave 200 veio errado", "fone-wave-200"),
        ("quero fones sem fio", "fone-wave-200"),
        ("air fryer", "airfryer-4l"),
        ("a airfrier quebrou", "airfryer-4l"),
        ("fritadeira eletrica", "airfryer-4l"),
        ("geladera branca", "geladeira-frost"),
        ("o arapomga canto é bom?", "fone-canto"),
        ("e o headphone araponga?", "fone-canto"),
    ],
)
def test_a_product_is_found_in_spite_of_slips_plurals_and_split_words(message: str, product: str):
    assert values(message, "product") == [product]


def test_ordinary_words_are_no_products():
    assert values("quero cantar no inverno com 400 pessoas", "product") == []


def test_a_slip_of_an_ordinary_word_is_not_mended_into_a_name():
    speller = Speller({"geladeira": 5}, (), lambda word: False)
    shop = EntityFinder([Phrase("product", "cerveja", ("Gelada",))], spelling=speller)
    assert shop.find("tem geladera?", clean("tem geladera?"), Cues()) == ()
    assert [entity.value for entity in shop.find("tem gelda?", clean("tem gelda?"), Cues())] == ["cerveja"]


def test_the_longest_name_wins_and_other_lookups_stand_beside_it():
    assert find("wave 200 preta") == [
        Found("product", "fone-wave-200", "wave 200"),
        Found("color", "preto", "preta"),
    ]


def test_a_product_that_only_announces_a_telephone_number_is_none():
    phones = EntityFinder([Phrase("product", "celular-1", ("celular", "telefone"))])
    asked, given = "quero um celular", "meu celular novo é 11 98765-4321"
    assert [entity.kind for entity in phones.find(asked, clean(asked), Cues())] == ["product"]
    assert [entity.kind for entity in phones.find(given, clean(given), Cues())] == ["phone"]


# All together


def test_entities_stand_in_order_and_never_overlap():
    found = finder.find(
        text
        := "pedido 10432 de R$ 1.299,90 para 01310-100, cpf 529.982.247-25, tel 11 98765-4321 até amanhã",
        clean(text),
        Cues(),
    )
    assert [entity.kind for entity in found] == ["order", "money", "cep", "cpf", "phone", "date"]
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_a_flood_of_entities_is_cut_short():
    flood = "wave 200 preto " * 250
    assert len(finder.find(flood, clean(flood), Cues())) == MOST_ENTITIES


def test_offsets_lead_to_what_the_customer_wrote():
    message = "oi\u200b, pedido nº １０４３２\u200b!"
    (found,) = finder.find(message, clean(message), Cues())
    assert (found.value, found.text) == ("10432", "１０４３２")
    assert message[found.start : found.end] == found.text


@settings(deadline=None)
@given(texts, st.sampled_from([None, "order", "cpf", "phone", "cep", "date"]))
def test_any_text_yields_entities_that_quote_it(message: str, awaiting: str | None):
    found = finder.find(message, clean(message), Cues(awaiting=awaiting))
    assert all(entity.text and message[entity.start : entity.end] == entity.text for entity in found)
    assert all(entity.value for entity in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for entity in found:
        if entity.kind == "date":
            assert 1900 <= date.fromisoformat(entity.value).year <= 2100


FRAGMENTS = (
    "1 12 2025 mil dois vinte e meia um r$ reais % por cento até entre de das às a h : / - . , dia "
    "sexta março há dias pedido # cpf fone wave 200 não urgente sem pressa quero caixas @ a.com +55 "
    "(11) 9 ½"
).split()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=24),
    st.sampled_from(["", " "]),
    st.sampled_from([None, "money", "time", "date", "quantity", "percentage", "order"]),
)
def test_what_nearly_is_an_entity_is_whole_or_none(fragments: list[str], between: str, awaiting: str | None):
    message = between.join(fragments)
    found = finder.find(message, clean(message), Cues(awaiting=awaiting))
    assert all(entity.text and message[entity.start : entity.end] == entity.text for entity in found)
    assert all(entity.value for entity in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
