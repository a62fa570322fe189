"""The intents that messages can be given: the pack's, and those that reviewers have made."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from prosa.conversations.errors import Invalid
from prosa.learning.teaching import NEEDED
from prosa.packs.schema import Pack

_NAME = re.compile(r"[a-z0-9_\-]{2,80}(/[a-z0-9_\-]{1,80})?")


class UnknownIntent(Invalid):
    """Neither the pack nor a reviewer has an intent of this name, and none was to be made."""

    code = "unknown_intent"

    def __init__(self, name: str, close: str | None) -> None:
        hint = f' Você quis dizer "{close}"?' if close else ""
        super().__init__(f'Não há uma intenção "{name}".{hint} Para criar uma, envie "new_intent": true.')


class BadIntentName(Invalid):
    """Not what the name of an intent looks like."""

    code = "bad_intent_name"
    says = "O nome de uma intenção tem só letras minúsculas sem acento, números, _ e -, como troca_de_cor."


@dataclass(frozen=True, slots=True)
class IntentState:
    """How far an intent is from being understood and answered."""

    name: str
    label: str | None
    """How the pack's buttons name it."""
    examples: int
    """In the pack's files."""
    learned: int
    """Accepted in the review."""
    has_rule: bool
    """Whether bot.yml says what to do for it; without, its messages go to a person."""

    @property
    def is_new(self) -> bool:
        """Whether reviewers made it: the pack's files do not have it yet."""
        return self.examples == 0

    @property
    def missing(self) -> int:
        """Examples that are still missing until it is trained."""
        return max(0, NEEDED - self.learned) if self.is_new else 0

    @property
    def advice(self) -> str | None:
        """What is to be done before the bot answers such messages; None when nothing is."""
        if self.missing:
            plural = "exemplos" if self.missing > 1 else "exemplo"
            return f"Falta aceitar mais {self.missing} {plural} para esta intenção entrar no treino."
        if not self.has_rule:
            return (
                "O bot.yml ainda não tem regra para esta intenção: até lá, as mensagens vão para uma pessoa."
            )
        return None


def intent_state(name: str, pack: Pack, learned: Mapping[str, int]) -> IntentState:
    """How far this intent is."""
    rule = pack.bot.rule(name)
    return IntentState(
        name=name,
        label=rule.label if rule is not None else None,
        examples=sum(example.intent == name for example in pack.training.examples),
        learned=learned.get(name, 0),
        has_rule=rule is not None,
    )


def intent_states(pack: Pack, learned: Mapping[str, int]) -> list[IntentState]:
    """All intents, by name."""
    taught = Counter(example.intent for example in pack.training.examples)
    states: list[IntentState] = []
    for name in sorted(taught.keys() | learned.keys()):
        rule = pack.bot.rule(name)
        label = rule.label if rule is not None else None
        states.append(IntentState(name, label, taught[name], learned.get(name, 0), rule is not None))
    return states


def require_intent(name: str, pack: Pack, learned: Mapping[str, int], *, new: bool) -> None:
    """Raises `UnknownIntent` for one that is not there and not to be made, and `BadIntentName`."""
    known = {example.intent for example in pack.training.examples} | learned.keys()
    if name in known:
        return
    if not new:
        close = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
        raise UnknownIntent(name[:80], close[0] if close else None)
    if not _NAME.fullmatch(name):
        raise BadIntentName
