"""A rehearsal as JSON."""

from dataclasses import asdict

from prosa.evaluating.record import Judgement, Record, judgements, record
from prosa.rehearsing.judging import Judged, Verdict
from prosa.rehearsing.measuring import Measured


def answers_record(measured: Measured) -> Record:
    """The record of a rehearsal: the figures at the top, every judgement below."""
    figures = {
        "settled": measured.settled,
        "wrong_confident": measured.wrong_confident,
        "out_of_scope_held": measured.out_of_scope_held,
        "settled_at_once": measured.settled_at_once,
        "handed_over": measured.handed_over,
        "outcome_right": measured.outcome_right,
        "ms_p50": measured.milliseconds[0],
        "ms_p95": measured.milliseconds[1],
    }
    details = {
        "count": len(measured.judged),
        "out_of_scope_count": sum(each.question.out_of_scope for each in measured.judged),
        "threshold": measured.chosen.threshold,
        "suggested_threshold": None if measured.suggestion is None else asdict(measured.suggestion),
        "threshold_curve": [asdict(point) for point in measured.curve],
        "unanswered": [each.question.text for each in measured.of(Verdict.UNSETTLED, Verdict.FAILED)],
        "judgements": [_line(each) for each in measured.judged],
        **judgements([_judgement(each) for each in measured.judged]),
    }
    return record("answers", figures, details)


def wanted(judged: Judged) -> str:
    """What would have been right, in a word."""
    question = judged.question
    if question.out_of_scope:
        return "fora do escopo"
    return ", ".join(sorted(question.articles)) or question.intent or question.expected.value


def given(judged: Judged) -> str:
    """What the bot took it for."""
    reaction = judged.reaction
    return (
        ", ".join(reaction.articles or reaction.offered) or ", ".join(reaction.intents) or reaction.did.value
    )


def _judgement(judged: Judged) -> Judgement:
    right = judged.verdict in (Verdict.SETTLED, Verdict.HELD, Verdict.HANDED_OVER)
    confidence = round(judged.reaction.confidence, 4)
    return Judgement(judged.question.text, wanted(judged), given(judged), right, confidence)


def _line(judged: Judged) -> Record:
    question, reaction = judged.question, judged.reaction
    return {
        "text": question.text,
        "expected": question.expected,
        "intent": question.intent,
        "articles": sorted(question.articles),
        "did": reaction.did,
        "understood": reaction.intents,
        "shown": reaction.articles,
        "offered": reaction.offered,
        "tapped": reaction.tapped,
        "confidence": round(reaction.confidence, 4),
        "said": reaction.text,
        "verdict": judged.verdict,
    }
