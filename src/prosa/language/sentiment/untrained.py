"""Opinions without any training data: `tone`, for lists of messages."""

from collections.abc import Sequence

from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.normalise import normalise
from prosa.language.sentiment.hearing import hear
from prosa.language.sentiment.judge import judge
from prosa.language.sentiment.opinion import Opinion
from prosa.language.sentiment.tone_of import tone
from prosa.language.understanding import Sentiment

_COLUMNS = {Sentiment.NEGATIVE: 0, Sentiment.NEUTRAL: 1, Sentiment.POSITIVE: 2}


def opinions(texts: Sequence[str]) -> list[Opinion]:
    """How each text sounds to a Prosa that was trained on nothing of its kind."""
    written = [clean(text).text for text in texts]
    normalised = [normalise(text) for text in written]
    vectors = shared_encoder().encode(normalised)
    heard = [hear(*pair) for pair in zip(written, normalised, strict=True)]
    found: list[Opinion] = []
    for index, chances in enumerate(judge().chances(heard, vectors) if texts else ()):
        sentiment = tone(written[index], normalised[index], vectors[index]).sentiment
        found.append(Opinion(sentiment, float(chances[_COLUMNS[sentiment]]), float(chances[2] - chances[0])))
    return found
