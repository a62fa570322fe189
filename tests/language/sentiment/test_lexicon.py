from prosa.language.sentiment.lexicon import leanings


def weight(text: str, asks: bool = False) -> float:
    return sum(leaning.weight for leaning in leanings(text.split(), asks))


def test_a_negation_turns_praise_and_softens_blame():
    assert weight("gostei") > 0 > weight("nao gostei")
    assert weight("pessimo") < weight("nao e pessimo")


def test_a_phrase_that_denies_is_not_denied_twice():
    assert weight("nada a reclamar") > 0
    assert weight("nao tenho nada a reclamar") > 0


def test_emphasis_strengthens_and_a_question_weakens():
    assert weight("muito bom") > weight("bom") > weight("bom", asks=True) > 0


def test_swearing_in_praise_is_no_anger():
    assert not any(leaning.anger for leaning in leanings("caralho que produto excelente".split(), asks=False))
    assert any(leaning.anger for leaning in leanings("caralho ninguem responde".split(), asks=False))


def test_a_phrase_with_a_stem_takes_any_ending_of_its_last_word_only():
    assert weight("bem embalada") == weight("bem embalado") > 0
    assert leanings("sem problematica nenhuma".split(), asks=False) != leanings(
        "sem problema".split(), asks=False
    )
