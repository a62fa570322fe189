from hypothesis import given
from hypothesis import strategies as st

from prosa.console.searching.snippets import LONGEST, snippet
from prosa.console.searching.words import asked_words


def shown(text: str, query: str) -> str:
    """The snippet, with the marked words in brackets."""
    pieces = snippet(text, asked_words(query))
    return "".join(f"[{piece.text}]" if piece.match else piece.text for piece in pieces)


def test_the_words_are_marked_as_they_were_said():
    assert shown("As entregas do\npedido 10432 atrasaram", "entrega 10432") == (
        "As [entregas] do pedido [10432] atrasaram"
    )


def test_a_long_text_is_cut_around_what_was_found():
    found = shown("bla " * 100 + "cadê o boleto " + "bla " * 100, "boletos")
    assert "cadê o [boleto] bla" in found
    assert (found[0], found[-1]) == ("…", "…")


def test_a_telephone_is_marked_as_a_whole():
    assert shown("me liga: (11) 98765-4321, tá?", "98765-4321") == "me liga: [(11) 98765-4321], tá?"


@given(st.text(max_size=600), st.text(max_size=40))
def test_a_snippet_is_a_stretch_of_the_text(text: str, query: str):
    pieces = snippet(text, asked_words(query))
    whole = "".join(piece.text for piece in pieces if piece.text != "…")
    line = " ".join(text.split())
    assert whole in line or "…" in line
    assert len(whole) <= LONGEST
