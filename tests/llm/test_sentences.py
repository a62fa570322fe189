from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prosa.llm.sentences import Sentences


def cut(*pieces: str) -> list[str]:
    sentences = Sentences()
    whole = [sentence for piece in pieces for sentence in sentences.add(piece)]
    return [*whole, sentences.rest()]


def test_sentences_keep_their_citations_and_figures_are_no_ends():
    text = "Custa R$ 1.299,90. [1] Fica na Av. Brasil, nº. 5 [2]. E chega em 2.5 dias! Certo?"
    assert cut(text) == [
        "Custa R$ 1.299,90. [1] ",
        "Fica na Av. Brasil, nº. 5 [2]. ",
        "E chega em 2.5 dias! ",
        "Certo?",
    ]


def test_items_of_a_list_are_sentences():
    assert cut("Faça assim:\n1. Abra o site.\n2. Clique em sair.") == [
        "Faça assim:\n",
        "1. Abra o site.\n",
        "2. Clique em sair.",
    ]


texts = st.text(st.sampled_from("aB1 .!?\n[]…,R$9Av"), max_size=200) | st.text(max_size=200)


@given(st.lists(texts, max_size=8))
def test_nothing_is_lost_and_nothing_is_said_twice(pieces: list[str]):
    assert "".join(cut(*pieces)) == "".join(pieces)


@given(texts, st.data())
def test_where_a_stream_is_cut_makes_no_difference(text: str, data: st.DataObject):
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    ends = [0, *places, len(text)]
    pieces = [text[start:end] for start, end in pairwise(ends)]
    assert cut(*pieces) == cut(text)
