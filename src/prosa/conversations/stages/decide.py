"""Fourth stage: what to do. Pure: everything it looks at is in the turn and the pack."""

from dataclasses import replace

from prosa.conversations import forms
from prosa.conversations.abuse import PAUSE_SECONDS, WARNINGS, Abuse, abuse_of
from prosa.conversations.attaching import received, with_photo
from prosa.conversations.decisions import (
    ChooseArticle,
    ChooseNotices,
    Clarify,
    Decision,
    HandOver,
    OfferForm,
    OneDecision,
    Option,
    Recollect,
    Say,
    Several,
    ShowArticle,
    ShowProducts,
    Step,
    TicketStep,
    Warn,
)
from prosa.conversations.events import HandOffReason
from prosa.conversations.filling import in_form, next_step, offer_of, today_of
from prosa.conversations.several import in_order, with_later
from prosa.conversations.turn import Parts, Turn
from prosa.conversations.wishing import asks_about
from prosa.packs.rules import Rule
from prosa.packs.schema import Pack

CLOSE_SECOND = 0.6
"""Share of the best article's probability from which another may as well be the right one."""
NO_CHOICE = 0.75
"""Probability of the best one from which there is nothing to ask."""
MOST_CHOICES = 3
OPTIONS = 3
"""Readings offered as "did you mean"."""


async def decide(turn: Turn, parts: Parts) -> Turn:
    """Decides, by the pack's rules and thresholds."""
    return replace(turn, decision=decision_for(turn, parts.pack))


def decision_for(turn: Turn, pack: Pack) -> Decision:
    """The decision for an understood turn."""
    trouble = _on_abuse(turn) or _on_anger(turn, pack)
    if trouble is not None:
        return trouble
    if turn.wordless:
        return received(turn, pack)
    if turn.files and (shown := with_photo(turn, pack)) is not None:
        return next_step(pack.forms[shown.form], shown)

    def follow(rule: Rule) -> OneDecision:
        return _follow(rule, turn, pack)

    if turn.context.erasing and (settled := _on_erasing(turn, pack)) is not None:
        return settled
    if turn.context.adding is not None and (added := _added_to_ticket(turn, pack)) is not None:
        return added
    answer = in_form(turn, pack, follow, lambda rule: _about(rule, turn, pack))
    if answer is not None:
        return with_later(answer, turn.context, follow, pack.bot)
    if turn.apart:
        return in_order([_by_intent(one, pack) for one in turn.apart], turn.apart)
    return _with_offer(_by_intent(turn, pack), turn, pack)


def _with_offer(answer: OneDecision, turn: Turn, pack: Pack) -> Decision:
    """The answer with the form that its rule offers, or the form instead when the message begins it."""
    rule = pack.bot.rule(turn.understood.intent.name)
    if not isinstance(answer, ShowArticle) or rule is None:
        return answer
    offer = offer_of(turn, pack, rule)
    if isinstance(offer, OfferForm):
        return Several((Step(answer), Step(offer)))
    return offer or answer


def _on_abuse(turn: Turn) -> OneDecision | None:
    abuse = abuse_of(turn.text, turn.context)
    if abuse is None:
        return None
    if turn.context.warnings >= WARNINGS:
        return HandOver(HandOffReason.ABUSE)
    return Warn("warn.repeated" if abuse is Abuse.REPEATED else "warn.slow_down", PAUSE_SECONDS)


def _on_anger(turn: Turn, pack: Pack) -> OneDecision | None:
    angers = turn.context.angers + turn.understood.anger
    if turn.understood.anger and angers >= pack.bot.anger_limit:
        return HandOver(HandOffReason.ANGER)
    return None


def _on_erasing(turn: Turn, pack: Pack) -> OneDecision | None:
    """The answer to whether everything shall be erased; anything but a yes erases nothing."""
    intent = turn.understood.intent
    # The question was plain, so that less is enough to hear its answer.
    if intent.confidence < pack.bot.thresholds.clarify:
        return None
    rule = pack.bot.rule(intent.name)
    if intent.name == "affirm" or (rule is not None and rule.memory == "forget"):
        return Recollect("erase")
    return Say("memory.kept") if intent.name == "deny" else None


def _added_to_ticket(turn: Turn, pack: Pack) -> OneDecision | None:
    """The message that the bot asked for is added to the ticket, unless it plainly wants another thing."""
    intent = turn.understood.intent
    if turn.understood.intent.confidence >= pack.bot.thresholds.answer:
        if intent.name == "deny":
            return Say("form.cancelled")
        rule = pack.bot.rule(intent.name)
        if rule is not None and (rule.handoff is not None or rule.ticket in ("status", "reopen")):
            return None
    return TicketStep("add", turn.context.adding)


def _by_intent(turn: Turn, pack: Pack) -> OneDecision:
    intent, thresholds = turn.understood.intent, pack.bot.thresholds
    rule = pack.bot.rule(intent.name)
    if turn.picked is not None:
        return ShowArticle(turn.picked)
    if turn.understood.elsewhere:
        return Say("scope.elsewhere")
    if rule is not None and intent.confidence >= thresholds.answer:
        if intent.name == "deny" and turn.context.offered:
            return HandOver(HandOffReason.UNSURE)
        return _follow(rule, turn, pack)
    if turn.understood.refused:
        # "Não quero cancelar", and nothing else: then nothing is done, and that is said.
        return Say("form.cancelled")
    if (article := _article(turn, thresholds.article_alone)) is not None:
        return article
    if intent.confidence >= thresholds.clarify and rule is not None and rule.is_small_talk:
        # Small talk: "👍" read as a yes does no harm, and a person called for it would.
        return _follow(rule, turn, pack)
    if intent.confidence < thresholds.clarify:
        return HandOver(HandOffReason.UNSURE)
    options = _options(turn, pack)
    if not options or turn.context.misses + 1 >= pack.bot.miss_limit:
        return HandOver(HandOffReason.UNSURE, rule.skill if rule is not None else None)
    return Clarify(options)


def _follow(rule: Rule, turn: Turn, pack: Pack) -> OneDecision:
    """What the rule of a sure intent says."""
    articles = turn.recalled.articles
    if rule.handoff is not None:
        return HandOver(HandOffReason.ASKED, rule.skill)
    if rule.form is not None:
        form = pack.forms[rule.form]
        if forms.has_consequences(form) and _asks_about_the_form(turn):
            return _about(rule, turn, pack) or Say("articles.none", _start_of(rule))
        today = today_of(turn, pack)
        started = forms.start(
            rule.form, form, turn.understood, turn.context, began=turn.message.offset, today=today
        )
        return next_step(form, started)
    if rule.ticket is not None:
        return TicketStep(rule.ticket)
    if rule.memory is not None:
        return Recollect(rule.memory)
    if rule.proactive is not None:
        return ChooseNotices(rule.proactive)
    if rule.products and turn.recalled.products is not None:
        return ShowProducts(turn.recalled.products, rule.suggestions)
    if rule.article is not None and articles:
        return ShowArticle(articles[0], (), rule.suggestions)
    least = pack.bot.thresholds.article
    if rule.articles and (article := _article(turn, least, rule.suggestions)) is not None:
        return article
    return Say(rule.reply or rule.fallback or "articles.none", rule.suggestions)


def _article(turn: Turn, least: float, suggestions: tuple[str, ...] = ()) -> OneDecision | None:
    """The article that answers, or the choice between some of which one does; None when none is likely to."""
    found = turn.recalled.articles
    if not found:
        return None
    close = [article for article in found[:MOST_CHOICES] if article.score >= found[0].score * CLOSE_SECOND]
    together = sum(article.score for article in close)
    if len(close) > 1 and found[0].score < NO_CHOICE and together >= least:
        return ChooseArticle(tuple(close))
    return ShowArticle(found[0], found[1:], suggestions) if found[0].score >= least else None


def _about(rule: Rule, turn: Turn, pack: Pack) -> ShowArticle | None:
    """The article for a question about what a form is for: "e o prazo?" after "quero trocar"."""
    if rule.form is None or not _asks_about_the_form(turn):
        return None
    found = turn.recalled.articles
    if not found or found[0].score < pack.bot.thresholds.article:
        return None
    # Beside a form's own question no other is asked: the likeliest article it is.
    return ShowArticle(found[0], found[1:], _start_of(rule))


def _asks_about_the_form(turn: Turn) -> bool:
    """Whether the message asks about what a form is for, rather than for it: nothing is begun by that."""
    return turn.understood.follows or asks_about(turn.understood.question)


def _start_of(rule: Rule) -> tuple[str, ...]:
    """The quick reply that begins the rule's form."""
    begins = rule.say or rule.label
    return (begins,) if begins is not None else ()


def _options(turn: Turn, pack: Pack) -> tuple[Option, ...]:
    options: list[Option] = []
    for reading in (turn.understood.intent, *turn.understood.alternatives):
        rule = pack.bot.rule(reading.name)
        # Any person at all is what the last button calls.
        anyone = rule is not None and rule.handoff is not None and rule.skill is None
        if rule is not None and rule.label is not None and not anyone:
            options.append(Option(reading.name, rule.label, rule.say or rule.label))
    return tuple(options[:OPTIONS])
