"""Checks across a pack's files: whatever one names, another must have."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from prosa.language.understanding import EntityKind
from prosa.packs.actions import Action
from prosa.packs.content import Article, Product
from prosa.packs.encoder_choice import EncoderChoice
from prosa.packs.form_checks import Known, check_actions, check_filling
from prosa.packs.forms import Form
from prosa.packs.nlu import Line, Nlu
from prosa.packs.proactive_checks import check_proactive
from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.required import REQUIRED_REPLIES, memory_replies, notice_replies, ticket_replies
from prosa.packs.schema import Bot, Reply
from prosa.packs.training import idle_synonyms
from prosa.packs.yaml_lines import Document
from prosa.packs.yaml_lines import Path as Place

FEW_EXAMPLES = 10
_HUB_NAME = re.compile(r"[a-zA-Z0-9][\w.-]*(/\w[\w.-]*)?(@\w[\w.-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parts:
    """All files, read one by one, with the documents that lines are looked up in.

    Entries with mistakes are missing from `replies`, `forms` and `articles`, but their names are in
    `…_names`: who refers to them made no mistake. Names are None when the file could not be read at all.
    """

    folder: Path
    nlu: Nlu
    bot: Bot | None
    bot_file: Document | None
    replies: dict[str, Reply]
    replies_file: Document | None
    reply_names: frozenset[str] | None
    forms: dict[str, Form]
    forms_file: Document | None
    form_names: frozenset[str] | None
    actions: dict[str, Action]
    actions_file: Document | None
    action_names: frozenset[str] | None
    articles: tuple[Article, ...]
    article_names: frozenset[str]
    article_heads: Mapping[str, Document]
    products: tuple[Product, ...]


def check(parts: Parts, problems: Problems) -> None:
    """Notes every name that leads nowhere, and what is probably not meant."""
    _check_examples(parts.nlu, problems)
    _check_synonyms(parts, problems)
    _check_products(parts.products, problems)
    _check_article_intents(parts, problems)
    if parts.reply_names is not None and parts.replies_file is not None:
        for key, when in _needed(parts.bot).items():
            if key not in parts.reply_names:
                hint = did_you_mean(key, parts.reply_names - set(REQUIRED_REPLIES))
                problems.error(parts.replies_file.file, 0, f'the reply "{key}" is missing{hint}. {when}')
    if parts.bot is not None and parts.bot_file is not None:
        _check_rules(parts, parts.bot, parts.bot_file, problems)
        _check_services(parts.folder, parts.bot, parts.bot_file, problems)
        _check_encoder(parts.folder, parts.bot.encoder, parts.bot_file, problems)
        check_proactive(parts.bot, parts.bot_file, parts.reply_names, problems)
    if parts.forms_file is not None:
        for name, form in parts.forms.items():
            _check_form(parts, name, form, parts.forms_file, problems)
            check_filling(_known(parts), name, form, parts.forms_file, problems)
    if parts.actions_file is not None:
        services = frozenset(parts.bot.services) if parts.bot is not None else None
        check_actions(parts.actions, parts.forms, services, parts.actions_file, problems)


def _needed(bot: Bot | None) -> dict[str, str]:
    """The replies that Prosa says by itself, given what the rules let customers do."""
    rules = tuple(bot.intents.values()) if bot is not None else ()
    return (
        REQUIRED_REPLIES
        | ticket_replies(rule.ticket for rule in rules if rule.ticket is not None)
        | memory_replies(rule.memory for rule in rules if rule.memory is not None)
        | notice_replies(rule.proactive for rule in rules if rule.proactive is not None)
    )


def _named(
    file: Document,
    place: Place,
    what: str,
    name: str | None,
    known: Collection[str] | None,
    problems: Problems,
) -> None:
    if name is not None and known is not None and name not in known:
        problems.error(file.file, file.line(place), f'there is no {what} "{name}"{did_you_mean(name, known)}')


def _check_rules(parts: Parts, bot: Bot, file: Document, problems: Problems) -> None:
    _named(file, ("greeting",), "reply", bot.greeting, parts.reply_names, problems)
    trained = set(parts.nlu.intents)
    families = {intent.partition("/")[0] for intent in trained}
    labels: dict[str, str] = {}
    for intent in bot.verdict.closing:
        _named(file, ("verdict", "closing"), "intent", intent, trained, problems)
    for intent, rule in bot.intents.items():
        place = ("intents", intent)
        if intent not in trained | families:
            hint = did_you_mean(intent, trained)
            problems.error(
                file.file, file.line(place), f'the intent "{intent}" has no examples in nlu.yml{hint}'
            )
        _named(file, (*place, "reply"), "reply", rule.reply, parts.reply_names, problems)
        _named(file, (*place, "fallback"), "reply", rule.fallback, parts.reply_names, problems)
        _named(file, (*place, "article"), "article", rule.article, parts.article_names, problems)
        _named(file, (*place, "form"), "form", rule.form, parts.form_names, problems)
        if rule.offer is not None:
            at = (*place, "offer")
            _named(file, (*at, "form"), "form", rule.offer.form, parts.form_names, problems)
            _named(file, (*at, "ask"), "reply", rule.offer.ask, parts.reply_names, problems)
        if rule.products and not parts.products:
            problems.error(
                file.file, file.line((*place, "products")), "there is no products.csv to show products from"
            )
        if rule.articles and not parts.article_names:
            problems.error(file.file, file.line((*place, "articles")), "there are no articles to answer with")
        if rule.label and (other := labels.setdefault(rule.label.lower(), intent)) != intent:
            problems.error(file.file, file.line((*place, "label")), f'"{other}" already has this label')
    for intent, first in parts.nlu.places.items():
        if bot.rule(intent) is None:
            hint = did_you_mean(intent, set(bot.intents) - trained)
            problems.warning(
                first.file,
                first.line,
                f'bot.yml has no rule for "{intent}"{hint}; such messages go to a person',
            )
    for field in (name for _, name, _, _ in _fields(bot.company.article_link) if name is not None):
        if field != "id":
            place = ("company", "article_link")
            problems.error(
                file.file, file.line(place), f"{{{field}}} is not known here; {{id}} is the article's id"
            )


def _fields(text: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(text))
    except ValueError:
        return [("", text, None, None)]


def _check_services(folder: Path, bot: Bot, file: Document, problems: Problems) -> None:
    for name, service in bot.services.items():
        place = ("services", name)
        if service.url is None and not service.command:
            problems.error(file.file, file.line(place), f'the service "{name}" needs a url or a command')
        if service.url is not None and not service.url.startswith(("http://", "https://")):
            problems.error(file.file, file.line((*place, "url")), "a url begins with http:// or https://")
        for number, word in enumerate(service.command):
            if word.endswith(".py") and not (folder / word).is_file():
                known = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]
                line = file.line((*place, "command", number))
                problems.error(file.file, line, f'there is no file "{word}"{did_you_mean(word, known)}')


def _check_encoder(folder: Path, encoder: EncoderChoice, file: Document, problems: Problems) -> None:
    line = file.line(("encoder",))
    there = encoder.folder(folder)
    if there is not None and not (there / "config.json").is_file():
        what = (
            "it has no config.json, so it is no transformer" if there.is_dir() else "there is no such folder"
        )
        problems.error(file.file, line, f'the encoder "{encoder.hf}": {what}')
    elif encoder.hf and there is None and not _HUB_NAME.fullmatch(encoder.hf):
        problems.error(
            file.file,
            line,
            f'the encoder "{encoder.hf}" is neither a folder (./…) nor a name on the hub (owner/name)',
        )


def _check_form(parts: Parts, name: str, form: Form, file: Document, problems: Problems) -> None:
    _named(file, (name, "done"), "reply", form.done, parts.reply_names, problems)
    _named(file, (name, "not_found"), "reply", form.not_found, parts.reply_names, problems)
    _named(file, (name, "unavailable"), "reply", form.unavailable, parts.reply_names, problems)
    if parts.bot is not None:
        _named(file, (name, "lookup"), "service in bot.yml", form.lookup, parts.bot.services, problems)
        if name not in _started(parts.bot, parts.forms):
            problems.warning(file.file, file.line((name,)), f'no rule of bot.yml starts the form "{name}"')
    kinds = {str(kind) for kind in EntityKind} | set(parts.nlu.lookups) | set(parts.nlu.regexes)
    kinds |= {mark.kind for mark in parts.nlu.marks}
    for number, slot in enumerate(form.slots):
        place = (name, "slots", number)
        _named(file, (*place, "ask"), "reply", slot.ask, parts.reply_names, problems)
        _named(file, (*place, "again"), "reply", slot.again, parts.reply_names, problems)
        _named(file, (*place, "entity"), "kind of entity", slot.entity, kinds, problems)


def _known(parts: Parts) -> Known:
    return Known(
        replies=parts.replies,
        reply_names=parts.reply_names,
        forms=parts.forms,
        form_names=parts.form_names,
        actions=parts.actions,
        action_names=parts.action_names,
    )


def _started(bot: Bot, forms: Mapping[str, Form]) -> frozenset[str]:
    """Names of the forms that a rule or another form leads to."""
    offers = (*(rule.offer for rule in bot.intents.values()), *(form.then for form in forms.values()))
    offered = {offer.form for offer in offers if offer is not None}
    return frozenset(offered | {rule.form for rule in bot.intents.values() if rule.form is not None})


def _check_examples(nlu: Nlu, problems: Problems) -> None:
    seen: dict[str, tuple[str, Line]] = {}
    for intent, lines in nlu.intents.items():
        first = nlu.places[intent]
        if len(lines) < FEW_EXAMPLES:
            problems.warning(
                first.file, first.line, f'"{intent}" has {len(lines)} examples; forty or more work well'
            )
        for line in lines:
            other, place = seen.setdefault(" ".join(line.text.lower().split()), (intent, line))
            if other != intent:
                where = f"{place.file}:{place.line}"
                problems.warning(
                    line.file, line.line, f'"{line.text[:60]}" is also an example of "{other}" ({where})'
                )
    if len(nlu.intents) == 1:
        only = next(iter(nlu.places.values()))
        problems.error(only.file, only.line, "one intent alone cannot be told from anything; add others")


def _check_synonyms(parts: Parts, problems: Problems) -> None:
    for value in idle_synonyms(parts.nlu, parts.products):
        lines = parts.nlu.synonyms[value]
        if lines:
            message = f'the synonym "{value}" does nothing: it fits no lookup, marked entity or product'
            problems.warning(lines[0].file, lines[0].line, message)


def _check_article_intents(parts: Parts, problems: Problems) -> None:
    trained = set(parts.nlu.intents) | {intent.partition("/")[0] for intent in parts.nlu.intents}
    titles: dict[str, str] = {}
    for article in parts.articles:
        file = parts.article_heads[article.id]
        for number, intent in enumerate(article.intents):
            _named(file, ("intents", number), "intent", intent, trained, problems)
        if (other := titles.setdefault(article.title.lower(), article.id)) != article.id:
            problems.warning(file.file, file.line(("title",)), f'the article "{other}" has the same title')


def _check_products(products: tuple[Product, ...], problems: Problems) -> None:
    links: dict[str, str] = {}
    for product in products:
        if product.link and (other := links.setdefault(product.link, product.id)) != product.id:
            problems.error(
                "products.csv", 0, f'"{product.id}" and "{other}" have the same link {product.link}'
            )
