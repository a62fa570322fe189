"""What a form under way makes of the next message. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from prosa.conversations import forms, slots, wishing
from prosa.conversations.decisions import (
    Act,
    AddToTicket,
    Ask,
    Decision,
    HandOver,
    LookUp,
    OfferForm,
    OneDecision,
    OpenTicket,
    Say,
    Several,
    ShowArticle,
    Step,
)
from prosa.conversations.events import HandOffReason
from prosa.conversations.facts import FormState
from prosa.conversations.turn import Turn
from prosa.packs.forms import Form
from prosa.packs.rules import Rule
from prosa.packs.schema import Pack

ARTICLE_ANSWERS = 0.5
"""Score from which an article answers a question in the middle of a form although its intent is unsure."""
PERSON_AFTER = 2
"""Answers that do not fit after which a person is offered beside the question."""
CHANGE, RESUME, CANCELLED = "form.change", "form.resume", "form.cancelled"
LEAVE = "Deixa pra lá"
"""The quick reply that gives a form up."""
FORGOTTEN_AFTER = timedelta(days=7)
"""Age from which a form that was laid aside is not offered again."""

Follow = Callable[[Rule], OneDecision]
About = Callable[[Rule], OneDecision | None]


@dataclass(frozen=True, slots=True)
class _Filling:
    """A form under way, and the message to it."""

    turn: Turn
    pack: Pack
    form: Form
    state: FormState
    follow: Follow
    """What the rule of a sure intent says, were there no form."""
    about: About
    """The article for a question about what the rule's form is for."""

    @property
    def today(self) -> date:
        return today_of(self.turn, self.pack)

    @property
    def rule(self) -> Rule | None:
        """The rule that the message would follow without the form; None when that is not sure."""
        intent = self.turn.understood.intent
        sure = intent.confidence >= self.pack.bot.thresholds.answer
        return self.pack.bot.rule(intent.name) if sure else None

    @property
    def own(self) -> bool:
        """Whether the message wants what the form is for."""
        return self.rule is not None and self.rule.form == self.state.form


def in_form(turn: Turn, pack: Pack, follow: Follow, about: About) -> Decision | None:
    """What a form under way makes of the message; None when there is none or the customer has moved on."""
    state = turn.context.form
    form = pack.forms.get(state.form) if state is not None else None
    if state is None or form is None:
        return None
    filling = _Filling(turn, pack, form, state, follow, about)
    if wishing.leaves(turn.text, own=filling.own):
        return Say(CANCELLED)
    match state.stage:
        case "offered":
            return _offered(filling)
        case "resuming":
            return _resuming(filling)
        case "confirmed":
            return _stalled(filling)
        case "carried":
            return _coming_back(filling)
        case _ if _laid_aside(filling):
            return _coming_back(filling)
        case "confirming":
            return _confirming(filling)
        case _:
            return _filling(filling)


def next_step(form: Form, state: FormState) -> OneDecision:
    """What comes after a slot was filled: an action, the next question, a summary, or the end."""
    if form.ticket is not None and form.opens == "first" and state.ticket is None:
        return OpenTicket(state)
    if forms.pending(form, state) is not None:
        return Act(state, asks=forms.has_more_to_ask(form, state))
    slot = forms.slot_of(form, state)
    if slot is not None:
        return Ask(state, forms.question(slot, state)) if state.ticket is None else AddToTicket(state)
    if form.confirm is not None and state.stage != "confirmed":
        return summing_up(form, state)
    if form.action is not None:
        return Act(state)
    if form.lookup is not None:
        return LookUp(state)
    if form.ticket is not None:
        return OpenTicket(state) if state.ticket is None else AddToTicket(state)
    return Act(state)


def summing_up(form: Form, state: FormState) -> Ask:
    """The question whether all of it is right."""
    return Ask(state.model_copy(update={"stage": "confirming", "tries": 0}), form.confirm or forms.CONFIRM)


def asked_now(form: Form, state: FormState) -> Ask | None:
    """The question that the form is waiting for an answer to; None when it waits for none."""
    if state.stage == "confirming":
        return Ask(state, form.confirm or forms.CONFIRM)
    slot = forms.slot_of(form, state)
    return Ask(state, forms.question(slot, state)) if slot is not None else None


def question_under_way(turn: Turn, pack: Pack) -> Ask | None:
    """The question to be answered before a form goes on, as it is asked once more; None: there is none.

    After a long silence it is whether to go on at all.
    """
    state = turn.context.form
    form = pack.forms.get(state.form) if state is not None else None
    if state is None or form is None or state.stage in ("offered", "confirmed"):
        return None
    if state.stage in ("carried", "resuming") or _is_late(turn, form):
        return Ask(state.model_copy(update={"stage": "resuming", "proposed": None}), RESUME)
    return asked_now(form, state)


def today_of(turn: Turn, pack: Pack) -> date:
    """The day it is for the pack."""
    return turn.now.astimezone(ZoneInfo(pack.bot.timezone)).date()


def _filling(filling: _Filling) -> Decision | None:
    form, state, said, today = filling.form, filling.state, filling.turn.understood, filling.today
    slot = forms.slot_of(form, state)
    if slot is None:
        return _stalled(filling) if state.checked or (state.values and form.actions) else None
    if forms.declines(state, said) and said.entity(slot.entity or "") is None:
        return next_step(form, forms.without_proposal(state))
    corrected = forms.correct(form, state, said, today)
    if corrected is not None:
        return next_step(form, corrected)
    heard = forms.hear(form, state, said, today)
    if heard is not None and forms.answers_plainly(form, state, said, today):
        return next_step(form, heard)
    passes = slot.asked and not slot.required and wishing.skips(filling.turn.text)
    if passes:
        return next_step(form, forms.skipped(form, state, slot))
    rule = filling.rule
    elsewhere = rule is not None and _leads_elsewhere(rule, said.intent.name, state)
    acts = rule is not None and (rule.form is not None or rule.handoff is not None)
    if elsewhere and acts and not (slot.text and not wishing.asks(filling.turn.text) and len(said.text) > 60):
        return None
    digression = _digression(filling)
    if heard is not None and (digression is None or not _is_a_question(filling)):
        return next_step(form, heard)
    if (rule is not None and said.intent.name == "deny") or _refuses(filling):
        return Say(CANCELLED)
    if digression is not None:
        return digression
    if elsewhere and said.intent.name == "goodbye":
        return None
    return _missed(filling, slot.again or slot.ask)


def _confirming(filling: _Filling) -> Decision | None:
    form, state, said = filling.form, filling.state, filling.turn.understood
    corrected = forms.correct(form, state, said, filling.today)
    if corrected is not None:
        return next_step(form, corrected)
    yes = wishing.confirms(filling.turn.text)
    slot = forms.named(form, state, filling.turn.text)
    if slot is not None and not yes:
        return Ask(forms.reopened(form, state, slot), slot.ask)
    rule = filling.rule
    digression = _digression(filling)
    if digression is not None and _is_a_question(filling):
        return digression
    if not yes and rule is not None and (rule.handoff is not None or rule.form not in (None, state.form)):
        return None
    # "Pode cancelar" where that is what was asked.
    wanted = filling.own and not slots.says_no(said) and not _refuses(filling)
    if yes or (wanted and not _is_a_question(filling)):
        return next_step(form, state.model_copy(update={"stage": "confirmed"}))
    if slots.says_no(said) or wishing.corrects(filling.turn.text):
        labels = tuple(each.label for each in forms.answered(form, state) if each.label is not None)
        if not labels or _refuses(filling):
            return Say(CANCELLED)
        return Ask(state, CHANGE, options=(*labels, LEAVE))
    if rule is not None and _leads_elsewhere(rule, said.intent.name, state):
        return digression if digression is not None else None
    return _missed(filling, form.confirm or forms.CONFIRM)


def _offered(filling: _Filling) -> Decision | None:
    """An offer is taken up by its answer or a yes; anything else is something new."""
    form, said = filling.form, filling.turn.understood
    state = filling.state.model_copy(update={"stage": "filling"})
    slot = forms.slot_of(form, state)
    if slot is None:
        return None
    heard = forms.hear(form, state, said, filling.today)
    rule = filling.rule
    elsewhere = rule is not None and _leads_elsewhere(rule, said.intent.name, state)
    volunteered = slots.volunteered(slot, said, state.found, filling.today) is not None
    plain = forms.answers_plainly(form, state, said, filling.today)
    if heard is not None and (plain or (volunteered and not elsewhere)):
        return next_step(form, heard)
    if slots.says_yes(said) and not elsewhere:
        return Ask(state, slot.ask)
    if said.intent.name == "deny" and rule is not None:
        return Say(CANCELLED)
    return None


def _stalled(filling: _Filling) -> Decision | None:
    """All was said, but the company's system did not answer: "sim" and "tenta de novo" try again."""
    form, state, said = filling.form, filling.state, filling.turn.understood
    again = wishing.mentions(filling.turn.text, ("tent", "de novo", "novamente", "outra vez"))
    if slots.says_yes(said) or (again and len(filling.turn.text) < 60) or filling.own:
        return next_step(form, state)
    corrected = forms.correct(form, state, said, filling.today)
    return next_step(form, corrected) if corrected is not None else None


def _laid_aside(filling: _Filling) -> bool:
    return _is_late(filling.turn, filling.form)


def _is_late(turn: Turn, form: Form) -> bool:
    asked_at: datetime | None = turn.context.asked_at
    return asked_at is not None and turn.now - asked_at > timedelta(minutes=form.timeout_minutes)


def _coming_back(filling: _Filling) -> Decision | None:
    """After a long silence: a plain answer goes on; whatever else is said comes first, then the question."""
    form, state, said = filling.form, filling.state, filling.turn.understood
    if state.stage != "confirming" and forms.answers_plainly(form, state, said, filling.today):
        return _filling(replace(filling, state=state.model_copy(update={"stage": "filling"})))
    asked_at = filling.turn.context.asked_at
    if asked_at is None or filling.turn.now - asked_at > FORGOTTEN_AFTER:
        return None
    resume = Ask(state.model_copy(update={"stage": "resuming", "proposed": None}), RESUME)
    rule = filling.rule
    anew = filling.own and any(said.entity(slot.entity or "") is not None for slot in form.slots)
    if rule is None or (filling.own and not anew) or rule.is_small_talk:
        return resume
    if rule.form is not None or rule.handoff is not None:
        return None
    return Several((Step(filling.follow(rule)), Step(resume)), filling.turn.context.later)


def _resuming(filling: _Filling) -> Decision | None:
    form, said = filling.form, filling.turn.understood
    state = filling.state.model_copy(update={"stage": "filling"})
    if forms.answers_plainly(form, state, said, filling.today):
        heard = forms.hear(form, state, said, filling.today)
        return next_step(form, heard) if heard is not None else None
    if slots.says_yes(said) or filling.own or wishing.mentions(filling.turn.text, ("continu",)):
        return next_step(form, forms.asking_next(form, state))
    return Say(CANCELLED) if slots.says_no(said) else None


def _digression(filling: _Filling) -> Decision | None:
    """The answer to something else, and the form's question again; None when the message is no such thing."""
    turn, state = filling.turn, filling.state
    asked = asked_now(filling.form, state)
    rule = filling.rule
    if asked is None:
        return None
    answer: OneDecision | None = None
    if rule is not None and rule.form is not None:
        answer = filling.about(rule)
    elif rule is not None and rule.handoff is None and turn.understood.intent.name not in ("affirm", "deny"):
        answer = None if turn.understood.intent.name == "goodbye" else filling.follow(rule)
    elif rule is None and wishing.asks(turn.text):
        hits = turn.recalled.articles
        answer = ShowArticle(hits[0]) if hits and hits[0].score >= ARTICLE_ANSWERS else None
    if answer is None or isinstance(answer, HandOver):
        return None
    return Several((Step(answer), Step(asked)), turn.context.later)


def _is_a_question(filling: _Filling) -> bool:
    return wishing.asks(filling.turn.text) or wishing.asks_about(filling.turn.text)


def _missed(filling: _Filling, reply: str) -> OneDecision:
    """The question once more, with help; then a person is offered, then called."""
    again = forms.ask_again(filling.state)
    if again.tries >= filling.form.tries:
        return HandOver(HandOffReason.UNSURE, skill_for(filling.state.form, filling.pack))
    return Ask(again, reply, person=again.tries >= PERSON_AFTER)


def skill_for(name: str, pack: Pack) -> str | None:
    """What the person should know who takes over from this form."""
    return next((rule.skill for rule in pack.bot.intents.values() if rule.form == name), None)


def _leads_elsewhere(rule: Rule, intent: str, state: FormState) -> bool:
    return rule.form != state.form and intent not in ("affirm", "deny")


def _refuses(filling: _Filling) -> bool:
    """Whether the customer no longer wants what the form is for: "não quero cancelar"."""
    return any(
        forms.is_own(filling.pack, filling.state, intent) for intent in filling.turn.understood.refused
    )


def offer_of(turn: Turn, pack: Pack, rule: Rule) -> OneDecision | None:
    """The form that a rule offers beside its answer, or the form itself when the message begins it."""
    offer = rule.offer
    form = pack.forms.get(offer.form) if offer is not None else None
    if offer is None or form is None:
        return None
    if offer.words and not wishing.mentions(turn.text, offer.words):
        return None
    today = today_of(turn, pack)
    first = form.slots[0]
    state = forms.start(
        offer.form, form, turn.understood, turn.context, began=turn.message.offset, today=today
    )
    if slots.volunteered(first, turn.understood, {}, today) is not None:
        return next_step(form, state)
    if turn.understood.intent.name in turn.context.intents[:2] or state.asking is None:
        return None
    return OfferForm(state.model_copy(update={"stage": "offered", "proposed": None}), offer.ask)
