from pathlib import Path

import pytest

from prosa.evaluating.reading import Unreadable
from prosa.evaluating.reading.moods import read_moods
from prosa.language.understanding import Sentiment

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE


@pytest.mark.parametrize(
    "content, expected",
    [
        ("text\tlabel\nadorei\tpos\noi\tneu\npéssimo\tneg\n", [POSITIVE, NEUTRAL, NEGATIVE]),
        ("adorei\tpositivo\noi\tNeutro\npéssimo\tnegativa\n", [POSITIVE, NEUTRAL, NEGATIVE]),
        ("text\tstars\tlabel\nadorei\t5\tpos\noi\t1\tneu\n", [POSITIVE, NEUTRAL]),
        ("stars\ttext\n5\ta\n4\tb\n3\tc\n2\td\n1\te\n", [POSITIVE, POSITIVE, NEUTRAL, NEGATIVE, NEGATIVE]),
        ("a\t4.0\nb\t3,0\n", [POSITIVE, NEUTRAL]),
        ("a\t1\nb\t0\n", [POSITIVE, NEGATIVE]),
        ("a\t1\nb\t0\nc\t-1\n", [POSITIVE, NEUTRAL, NEGATIVE]),
        ('{"text": "a", "sentiment": "negative"}\n{"text": "b", "sentiment": 5}\n', [NEGATIVE, POSITIVE]),
    ],
)
def test_a_sentiment_may_be_a_word_a_sign_or_stars(tmp_path: Path, content: str, expected: list[Sentiment]):
    (tmp_path / "a.txt").write_text(content)
    assert [heard.sentiment for heard in read_moods([tmp_path / "a.txt"])] == expected


@pytest.mark.parametrize(
    "content, complaint",
    [
        ("adorei\tpos\npéssimo\truim\n", r"a\.txt:2.*ruim"),
        ("adorei\tpos\npéssimo\n", r"a\.txt:2"),
        ("adorei\t6\n", r"a\.txt:1.*estrelas"),
        ("text\tfoo\nadorei\tpos\n", "coluna de sentimento"),
        ("", "nenhuma mensagem"),
    ],
)
def test_what_is_no_sentiment_is_explained(tmp_path: Path, content: str, complaint: str):
    (tmp_path / "a.txt").write_text(content)
    with pytest.raises(Unreadable, match=complaint):
        read_moods([tmp_path / "a.txt"])
