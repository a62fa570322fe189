from prosa.language import slang
from prosa.language.normalise import normalise
from prosa.language.wordlists import background_questions, common_words, core_words
from prosa.language.wordlists.moods import mood_words


def test_every_list_is_lower_case_and_free_of_stray_marks():
    for word in core_words():
        assert word == word.lower()
        assert word.replace("-", "").isalpha(), word


def test_derived_forms_join_the_core_and_never_replace_it():
    assert core_words() < common_words()


def test_slang_is_never_an_ordinary_word_spelled_right():
    """Else writing that word would turn it into another."""
    ambiguous = {
        "add",
        "pro",
        "bora",
        "sac",
        "info",
        "app",
        "pra",
        "pras",
        "pros",
        "ta",
        "tá",
        "tô",
    }  # as meant in chat
    clash = {word for word in slang.WORDS if word in core_words()} - ambiguous
    assert clash == set()


def test_the_background_is_many_different_questions():
    questions = [normalise(question) for question in background_questions()]
    assert len(questions) >= 250
    assert len(set(questions)) == len(questions)


def test_insults_are_heard_and_greetings_are_not():
    words = mood_words()
    insult = words.of("palhacada")
    assert insult is not None
    assert insult.anger
    assert words.of("pedido") is None
    assert words.of("cartao") is None
