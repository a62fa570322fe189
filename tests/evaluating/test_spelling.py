from prosa.evaluating.page.rendering import render
from prosa.evaluating.page.spelling import spelling_page
from prosa.evaluating.spelling import measure_spelling, spelling_record


def test_words_are_errors_and_equal_pairs_are_clean():
    measured = measure_spelling([("nao", "não"), ("vc", "você"), ("xyzzyx", "pedido"), ("loja", "loja")], [])
    assert measured.errors_right == 2 / 3 and measured.clean_altered == 0
    assert measured.clean.words == 1


def test_in_a_sentence_only_the_words_that_differ_are_errors():
    measured = measure_spelling([("nao achei meu pedido", "não achei meu pedido")], ["bom dia"])
    assert [(error.typed, error.meant) for error in measured.errors] == [("nao", "não")]
    assert measured.errors_right == 1 and measured.clean.words == 6


def test_case_does_not_count():
    assert measure_spelling([("nao", "Não")], []).errors_right == 1


def test_without_anything_to_measure_on_a_share_is_unknown():
    nothing = spelling_record(measure_spelling([], ["bom dia"]))
    assert nothing["errors_right"] is None and nothing["accuracy"] is None and nothing["clean_altered"] == 0
    assert spelling_record(measure_spelling([("nao", "não")], []))["clean_altered"] is None


def test_the_page_escapes_what_was_typed():
    page = render(spelling_page(measure_spelling([("<i>xyz</i>", "pedido")], [])))
    assert "<i>xyz" not in page and "&lt;i&gt;xyz" in page
