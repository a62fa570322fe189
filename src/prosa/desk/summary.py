"""What an agent must know before the first word: what the customer wants and gave, what the bot did. Pure.

Made of the log alone, by rules: the same log gives the same summary, and nothing in it is invented.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prosa.conversations.events import Event, HandOff, HandOffReason, HandOffStep, Message, Source
from prosa.conversations.facts import ActionFact, EntityFact, Facts, Outcome

QUOTE = 140
"""Characters of a sentence that is quoted."""
MOST_WANTS = 3
MOST_GIVEN = 8
MOST_TRIED = 5
UNHAPPY, HAPPY = -0.25, 0.3
"""Moods, from -1 to 1, from which on a customer is called unhappy or content."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w{4,}")

_GIVEN = {
    "order": "pedido",
    "ticket": "chamado",
    "cep": "CEP",
    "cpf": "CPF",
    "cnpj": "CNPJ",
    "email": "e-mail",
    "phone": "telefone",
    "product": "produto",
    "money": "valor",
    "date": "data",
    "time": "hora",
}
_WHY = {
    HandOffReason.ASKED: "o cliente pediu uma pessoa",
    HandOffReason.UNSURE: "o bot não entendeu",
    HandOffReason.ANGER: "o cliente está irritado",
    HandOffReason.FAILURE: "o bot teve um problema",
    HandOffReason.ABUSE: "mensagens demais em pouco tempo",
}
_ACTED = {
    "done": "executou {name}",
    "not_found": "não encontrou nada em {name}",
    "refused": "teve {name} recusado",
    "unavailable": "não conseguiu consultar {name}",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The same in parts."""

    wants: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    why: str | None = None
    """Why a person was called."""
    mood: str | None = None
    messages: int = 0
    minutes: int = 0

    @property
    def text(self) -> str:
        """In a few lines of Portuguese; "" when there is nothing to say."""
        lines = (
            ("Quer", "; ".join(self.wants)),
            ("Informou", ", ".join(self.gave)),
            ("O bot", "; ".join(self.tried)),
            ("Chamou uma pessoa porque", self.why or ""),
            ("Humor", self.mood or ""),
        )
        told = [f"{label}: {what}." for label, what in lines if what]
        if told and self.messages:
            of = "mensagem" if self.messages == 1 else "mensagens"
            told.append(f"{self.messages} {of} do cliente em {_duration(self.minutes)}.")
        return "\n".join(told)


def summarise(
    events: Sequence[Event], now: datetime, labels: Mapping[str, str], titles: Mapping[str, str]
) -> Summary:
    """What happened since the conversation was last resolved, or began.

    `labels` name intents, and `titles` actions, for people; what has no label is named by its key.
    """
    since = _this_matter(events)
    said = {
        event.offset: event.data.text
        for event in since
        if event.source is Source.CUSTOMER and isinstance(event.data, Message)
    }
    answers = [
        event.data for event in since if event.source is Source.BOT and isinstance(event.data, Message)
    ]
    facts = [(answer, answer.facts) for answer in answers if answer.facts is not None]
    began = next((event.at for event in since if event.offset in said), now)
    return Summary(
        wants=_wants(facts, said, labels),
        gave=_gave([fact for _, fact in facts]),
        tried=_tried(facts, titles),
        why=_why(since),
        mood=_mood([fact for _, fact in facts]),
        messages=len(said),
        minutes=max(0, round((now - began).total_seconds() / 60)),
    )


def key_sentence(text: str) -> str:
    """The sentence of a text that says most, shortened; "" for none."""
    sentences = [" ".join(each.split()) for each in _SENTENCE.split(text) if each.strip()]
    if not sentences:
        return ""
    # Of two that say as much the first: people begin with what matters.
    best = max(sentences, key=lambda each: min(len(set(_WORD.findall(each.lower()))), 12))
    return best if len(best) <= QUOTE else best[: QUOTE - 1].rstrip() + "…"


def _this_matter(events: Sequence[Event]) -> Sequence[Event]:
    ends = [
        index
        for index, event in enumerate(events)
        if isinstance(event.data, HandOff) and event.data.step is HandOffStep.RESOLVED
    ]
    return events[ends[-1] + 1 :] if ends and ends[-1] + 1 < len(events) else events


def _wants(
    facts: Sequence[tuple[Message, Facts]], said: Mapping[int, str], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Each matter once, the latest first, with the customer's own words."""
    found: dict[str, str] = {}
    for answer, fact in reversed(facts):
        text = said.get(answer.answers) if answer.answers is not None else None
        if fact.small_talk or text is None:
            continue
        name = fact.intent.name
        found.setdefault(name, f"{labels.get(name, name)} — “{key_sentence(text).rstrip('.')}”")
    if not found and said:
        longest = key_sentence(max(said.values(), key=len))
        return (f"“{longest.rstrip('.')}”",) if longest else ()
    return tuple(found.values())[:MOST_WANTS]


def _gave(facts: Sequence[Facts]) -> tuple[str, ...]:
    given: dict[tuple[str, str], EntityFact] = {}
    for fact in facts:
        for entity in fact.entities:
            if entity.kind in _GIVEN:
                given.setdefault((entity.kind, entity.value), entity)
    told = [
        f"{_GIVEN[kind]} {entity.text if kind in ('product', 'money', 'date', 'time') else value}"
        for (kind, value), entity in given.items()
    ]
    return tuple(told[-MOST_GIVEN:])


def _tried(facts: Sequence[tuple[Message, Facts]], titles: Mapping[str, str]) -> tuple[str, ...]:
    tried: dict[str, None] = {}
    for answer, fact in facts:
        if answer.sources:
            tried[f"respondeu com “{answer.sources[0].title}”"] = None
        if answer.order is not None:
            tried[f"consultou o pedido {answer.order.number} ({answer.order.status_text.rstrip('.')})"] = None
        if answer.ticket is not None:
            tried[f"abriu o chamado nº {answer.ticket.number}"] = None
        shown = answer.order is not None or answer.ticket is not None
        for action in fact.actions:
            if not (shown and action.outcome == "done"):  # What came of it was just told.
                tried[_acted(action, titles)] = None
        if fact.outcome is Outcome.CLARIFIED:
            tried["perguntou o que o cliente queria dizer"] = None
    return tuple(tried)[-MOST_TRIED:]


def _acted(action: ActionFact, titles: Mapping[str, str]) -> str:
    return _ACTED[action.outcome].format(name=f"“{titles.get(action.name, action.name)}”")


def _why(events: Sequence[Event]) -> str | None:
    asked = [
        event.data.reason
        for event in events
        if isinstance(event.data, HandOff) and event.data.step is HandOffStep.REQUESTED
    ]
    return _WHY.get(asked[-1]) if asked and asked[-1] is not None else None


def _mood(facts: Sequence[Facts]) -> str | None:
    """How they sound, and whether that has changed."""
    if not facts:
        return None
    last = facts[-1]
    name = _mood_name(last)
    if len(facts) < 2 or _mood_name(facts[0]) == name:
        return name
    worse = last.mood < facts[0].mood
    return f"{name}, {'piorou' if worse else 'melhorou'} desde o começo"


def _mood_name(fact: Facts) -> str:
    if fact.anger:
        return "irritado"
    if fact.mood <= UNHAPPY:
        return "insatisfeito"
    return "satisfeito" if fact.mood >= HAPPY else "neutro"


def _duration(minutes: int) -> str:
    if minutes < 1:
        return "menos de um minuto"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h" + (f" {rest} min" if rest else "")
    return f"{hours // 24} dias"
