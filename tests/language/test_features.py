import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from prosa.language.features import fit_vectoriser, unfamiliar_alone
from prosa.language.normalise import without_accents

TEXTS = ["cadê meu pedido", "meu pedido não chegou", "quero cancelar o pedido", "não quero mais"]


def test_weights_are_those_of_scikit_learn():
    ours = fit_vectoriser(TEXTS)
    plain = [without_accents(text) for text in TEXTS]
    theirs = (
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+").fit(plain),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit(plain),
    )
    message = "não quero cancelar meu pedido não"
    row = ours.row(message)
    found = dict(zip(row.columns.tolist(), row.weights.tolist(), strict=True))
    words = theirs[0].transform([without_accents(message)]).toarray()[0]
    for gram, index in theirs[0].vocabulary_.items():
        assert found.get(ours.words[gram], 0.0) == pytest.approx(words[index], abs=1e-6)
    characters = theirs[1].transform([without_accents(message)]).toarray()[0]
    for gram, index in theirs[1].vocabulary_.items():
        assert found.get(ours.characters[gram], 0.0) == pytest.approx(characters[index], abs=1e-6)
    assert ours.width == len(theirs[0].vocabulary_) + len(theirs[1].vocabulary_)


def test_words_and_characters_weigh_the_same():
    vectoriser = fit_vectoriser(TEXTS)
    row = vectoriser.row("meu pedido")
    in_words = row.columns < len(vectoriser.words)
    assert np.linalg.norm(row.weights[in_words]) == pytest.approx(1, abs=1e-6)
    assert np.linalg.norm(row.weights[~in_words]) == pytest.approx(1, abs=1e-6)


def test_a_text_with_nothing_known_is_an_empty_row():
    row = fit_vectoriser(TEXTS).row("🐢 жж")
    assert row.columns.size == 0


def test_rare_ngrams_can_be_left_out():
    assert fit_vectoriser(TEXTS, rarest=2).width < fit_vectoriser(TEXTS).width
    assert "pedido" in fit_vectoriser(TEXTS, rarest=2).words


def test_unfamiliar_is_the_share_of_letters_in_words_never_seen():
    vectoriser = fit_vectoriser(TEXTS)
    assert vectoriser.unfamiliar("meu pedido") == 0
    assert vectoriser.unfamiliar("pedido dragão") == pytest.approx(0.5)
    assert vectoriser.unfamiliar("10432") == 0


def test_an_example_alone_does_not_know_the_words_only_it_has():
    alone = unfamiliar_alone(["meu pedido", "meu boleto"])
    assert alone == [pytest.approx(6 / 9), pytest.approx(6 / 9)]
