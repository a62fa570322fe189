import numpy as np

from prosa.language.encoders.universal import shared_encoder
from prosa.language.sentiment.hearing import hear
from prosa.language.sentiment.judge import MOODS, judge, loaded, saved
from prosa.language.sentiment.said import sentences
from prosa.language.sentiment.schooling import made_from


def test_the_judge_on_board_was_made_from_the_word_lists_as_they_are():
    assert judge().made_from == made_from(), "run: python -m prosa.language.sentiment.schooling"


def test_a_judge_reads_back_as_it_was_written():
    message = "já faz um mês e nada"
    vector = shared_encoder().encode([message])
    again = loaded(saved(judge()))
    assert again.made_from == judge().made_from
    assert np.allclose(
        again.chances([hear(message, message)], vector), judge().chances([hear(message, message)], vector)
    )


def test_chances_sum_to_one_whatever_else_is_in_the_batch():
    messages = ["bom dia", "amei", "que vergonha"]
    vectors = shared_encoder().encode(messages)
    heard = [hear(message, message) for message in messages]
    together = judge().chances(heard, vectors)
    alone = np.concatenate([judge().chances([one], vectors[i : i + 1]) for i, one in enumerate(heard)])
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(together, alone, atol=1e-4)
    assert together.argmax(axis=1).tolist() == [1, 2, 0]


def test_likeness_falls_to_its_bias_far_from_every_sentence():
    nowhere = np.full((1, 512), 100, dtype=np.float32)
    assert np.allclose(judge().likeness.of(nowhere), judge().likeness.bias)


def test_sentences_cover_every_mood_and_leave_no_braces():
    said = sentences()
    assert {one.mood for one in said} == set(range(MOODS))
    assert not [one.text for one in said if set(one.text) & set("{}|")]
    assert said == sentences()
