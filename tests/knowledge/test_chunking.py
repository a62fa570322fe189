"""Cutting articles into passages."""

from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.chunking import LIMIT, Chunk, chunks, sentences

ARTICLE = """Antes de tudo, um aviso.

## Prazos

Entregamos em todo o país.

### Sul e Sudeste

- capitais: 2 dias
- interior: 5 dias

## Valores

| Região | Frete |
|---|---|
| Sul | R$ 10 |
| Norte | R$ 30 |
"""


def test_a_passage_carries_the_headings_it_stands_under():
    assert chunks(ARTICLE) == [
        Chunk((), "Antes de tudo, um aviso."),
        Chunk(("Prazos",), "Entregamos em todo o país."),
        Chunk(("Prazos", "Sul e Sudeste"), "- capitais: 2 dias\n- interior: 5 dias"),
        Chunk(("Valores",), "| Região | Frete |\n|---|---|\n| Sul | R$ 10 |\n| Norte | R$ 30 |"),
    ]


def test_every_part_of_a_long_table_keeps_its_header():
    rows = [f"| cidade número {n} do interior | R$ {n},00 |" for n in range(200)]
    parts = chunks("\n".join(["| Cidade | Frete |", "|---|---|", *rows]))
    assert len(parts) > 5
    assert all(part.text.startswith("| Cidade | Frete |\n|---|---|\n| cidade") for part in parts)
    assert [line for part in parts for line in part.text.splitlines()[2:]] == rows


def test_the_items_of_a_list_are_not_cut_and_keep_what_is_below_them():
    items = [f"- item {n} com alguma explicação que o acompanha\n  - detalhe {n}" for n in range(60)]
    parts = chunks("\n".join(items))
    assert len(parts) > 3
    assert "\n".join(part.text for part in parts) == "\n".join(items)
    assert all(part.text.startswith("- item") for part in parts)


def test_a_long_paragraph_is_cut_between_sentences():
    text = " ".join(f"Esta é a frase de número {n}, que não diz muito." for n in range(50))
    parts = chunks(text)
    assert len(parts) > 3
    assert all(part.text.endswith("muito.") for part in parts)
    assert " ".join(part.text for part in parts) == text


def test_passages_of_a_section_are_about_as_long():
    text = "\n\n".join(f"Parágrafo {n}. " + "Mais um pouco de texto aqui. " * 3 for n in range(9))
    lengths = [len(part.text) for part in chunks(text)]
    assert min(lengths) > 0.6 * max(lengths)


def test_sentences_are_told_apart_and_lines_count_as_such():
    assert sentences("Um. Dois! E o 3º? **Quatro**: cinco\n- seis") == [
        "Um.",
        "Dois!",
        "E o 3º?",
        "**Quatro**: cinco",
        "- seis",
    ]


WORDS = st.text("abcdeç ", max_size=60).map(str.strip).filter(bool)
LINES = st.sampled_from(["", "# ", "## ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n| ", "```\n", "    "])


@given(st.lists(st.tuples(LINES, WORDS), max_size=30).map(lambda lines: "\n".join(a + b for a, b in lines)))
def test_no_passage_is_longer_than_the_limit_and_no_word_is_lost(text: str):
    found = chunks(text)
    assert all(0 < len(part.text) <= LIMIT for part in found)
    kept = " ".join([part.text + " " + " ".join(part.headings) for part in found])
    below = {word for word in text.replace("\n", " ").split(" ") if word.isalpha()}
    headings = {word for line in text.splitlines() if line.lstrip().startswith("#") for word in line.split()}
    assert below - headings <= set(kept.replace("\n", " ").split(" "))


@given(st.text(max_size=5000))
def test_any_text_can_be_cut(text: str):
    assert all(0 < len(part.text) <= LIMIT for part in chunks(text))


@given(st.text("ab|- \n#.", max_size=3000))
def test_signs_of_markdown_in_any_order_keep_the_limit(text: str):
    assert all(len(part.text) <= LIMIT for part in chunks(text))
