from hypothesis import given
from hypothesis import strategies as st

from prosa.language.entities.reading import fold
from prosa.language.entities.spoken import in_figures

UNITS = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis "
    "dezessete dezoito dezenove"
).split()
TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
HUNDREDS = (
    "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split()
)


def below_thousand(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        return " e ".join([TENS[number // 10 - 2], *([UNITS[number % 10]] if number % 10 else [])])
    if number == 100:
        return "cem"
    return " e ".join(
        [HUNDREDS[number // 100 - 1], *([below_thousand(number % 100)] if number % 100 else [])]
    )


def in_words(number: int) -> str:
    if number < 1000:
        return below_thousand(number)
    thousands, rest = divmod(number, 1000)
    head = "mil" if thousands == 1 else f"{below_thousand(thousands)} mil"
    if not rest:
        return head
    return (
        f"{head} e {below_thousand(rest)}"
        if rest < 100 or not rest % 100
        else f"{head} {below_thousand(rest)}"
    )


def figures(text: str) -> str:
    return in_figures(fold(text)).text


@given(st.integers(2, 999_999))
def test_every_number_is_read_as_it_is_said(number: int):
    assert figures(f"são {in_words(number)} reais") == f"sao {number} reais"


def test_articles_and_the_words_of_percentages_are_no_numbers():
    assert figures("um fone e uma capa, vinte por cento") == "um fone e uma capa, 20 por cento"


def test_a_number_takes_only_what_fits():
    assert figures("vinte e nove e noventa") == "29 e 90"
    assert figures("sete e trinta") == "7 e 30"
    assert figures("cinco dois nove zero") == "5 2 9 0"


def test_a_thousand_after_figures_stays_for_who_reads_the_figures():
    assert figures("2 mil reais") == "2 mil reais"


def test_european_spellings_are_numbers_too():
    assert figures("dezasseis, dezassete, dezanove, catorze") == "16, 17, 19, 14"


@given(st.text("abe mildosvtrcn ", max_size=60))
def test_every_figure_leads_back_to_the_words_it_came_from(text: str):
    read = in_figures(text)
    for position, character in enumerate(read.text):
        start, end = read.written_span(position, position + 1)
        assert 0 <= start < end <= len(text)
        assert character.isdecimal() or text[start:end] == character
