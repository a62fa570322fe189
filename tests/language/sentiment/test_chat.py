"""Messages as customers write them, rated by hand: half to tune on, half that nothing was tuned on."""

from pathlib import Path

from prosa.language.sentiment.evaluation import evaluate_sentiment
from prosa.language.sentiment.opinion import Rated
from prosa.language.sentiment.said import sentences
from prosa.language.sentiment.untrained import opinions
from prosa.language.understanding import Sentiment

_CHAT = Path(__file__).parent / "chat"
_LABELS = {"neg": Sentiment.NEGATIVE, "neu": Sentiment.NEUTRAL, "pos": Sentiment.POSITIVE}


def rated(half: str) -> list[Rated]:
    lines = (_CHAT / f"{half}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Rated(text, _LABELS[label]) for text, label in (line.split("\t") for line in lines)]


def test_chat_that_rules_were_tuned_on_is_heard_well():
    report = evaluate_sentiment(opinions, rated("tuning"))
    assert report.macro_f1 >= 0.92
    assert report.pos_neg_accuracy is not None and report.pos_neg_accuracy >= 0.95


def test_chat_that_nothing_was_tuned_on_is_heard_nearly_as_well():
    seen = {said.text.lower() for said in sentences()}
    unseen = [one for one in rated("held_out") if one.text.lower() not in seen]
    report = evaluate_sentiment(opinions, unseen)
    assert report.count >= 150
    assert report.macro_f1 >= 0.9
    assert report.pos_neg_accuracy is not None and report.pos_neg_accuracy >= 0.9
