"""Answers that a language model writes, where the knowledge base has something for it to write from."""

from dataclasses import replace
from itertools import count

from prosa.conversations import proposals
from prosa.conversations.decisions import ChooseArticle, OneDecision, Say, ShowArticle, ShowProducts
from prosa.conversations.events import MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Action, SourceLink
from prosa.conversations.signals import Draft
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.knowledge.articles import ArticleHit
from prosa.llm.asking import Passage, Question, Show, Written
from prosa.llm.plain import readable, visible
from prosa.packs.content import Product
from prosa.packs.filters import brl

NO_ARTICLE = "articles.none"
WORTH_READING = 0.1
"""Score below which an article is not even given to the model to look for an answer in."""
SHORT = 4
"""Words up to which a message may lean on the one before, whatever it was understood as."""
PRODUCTS = 4
_AVAILABLE = {
    "in_stock": "em estoque",
    "few": "últimas unidades",
    "out_of_stock": "esgotado",
    "preorder": "pré-venda",
}


async def write(turn: Turn, parts: Parts, *, shown: bool) -> Written | OneDecision | None:
    """What the model has to say to this, or would rather have done; None when it is better left alone.

    With `shown` the customer sees it grow.
    """
    if parts.writer is None:
        return None
    passages = await _passages(turn, parts)
    if not passages:
        return None
    showing = _Showing(turn, parts) if shown else None
    show: Show = showing or _unseen
    answer = await parts.writer.write(_question(turn, parts, passages), show)
    if isinstance(answer, Written):
        return answer
    if showing is not None:
        showing.withdraw()
    return None if answer is None else proposals.begun(answer, turn, parts.pack)


def as_written(answer: Written, plain: Spoken) -> Spoken:
    """What would have been said without a model, in the model's words."""
    message = plain.message
    changes: dict[str, object] = {"text": answer.text}
    if plain.outcome is Outcome.CLARIFIED:
        # The model knew which of the articles it was: there is nothing left to choose.
        changes |= {"type": MessageType.TEXT, "actions": ()}
    links = tuple(dict.fromkeys(_link(passage) for passage in answer.cited if passage.link))
    if links and not message.products:
        first = Action(label="Ler artigo completo", kind="open", value=links[0].link)
        changes |= {"type": MessageType.ARTICLE, "sources": links, "actions": (first,)}
        if message.type is not MessageType.ARTICLE:
            changes["suggestions"] = ()  # they go with "não encontrei"
    reply = f"article.{links[0].id}" if links and not message.products else plain.reply
    return replace(
        plain,
        message=message.model_copy(update=changes),
        outcome=Outcome.ANSWERED,
        reply=reply,
        offered=(),
    )


class _Showing:
    """Shows a draft, numbered."""

    def __init__(self, turn: Turn, parts: Parts) -> None:
        self._turn = turn
        self._parts = parts
        self._numbers = count(1)
        self._shown = False

    def __call__(self, text: str) -> None:
        self._shown = bool(text)
        draft = Draft(answers=self._turn.message.offset, sequence=next(self._numbers), text=text)
        self._parts.show_draft(self._turn.conversation.id, draft)

    def withdraw(self) -> None:
        """Another answer follows."""
        if self._shown:
            self("")


def _unseen(_: str) -> None:
    """One of several answers: they are shown together, when all are there."""


def _question(turn: Turn, parts: Parts, passages: tuple[Passage, ...]) -> Question:
    understood, context = turn.understood, turn.context
    leans = understood.follows or (len(turn.text.split()) <= SHORT and not understood.requests)
    return Question(
        conversation=str(turn.conversation.id),
        text=turn.text if not turn.apart else understood.question,
        passages=passages,
        began=turn.now,
        topic=context.topic if leans else "",
        names=tuple(value for value in context.profile.values() if value),
        tools=proposals.tools(turn, parts.pack),
    )


async def _passages(turn: Turn, parts: Parts) -> tuple[Passage, ...]:
    match turn.decision:
        case ShowArticle(article=best, others=others):
            return await _articles((best, *others), parts)
        case ChooseArticle(articles=several):
            return await _articles(several, parts)
        case ShowProducts(hits=hits) if hits.kind != "popular":
            return tuple(_product(product) for product in hits.products[:PRODUCTS])
        case Say(reply=reply) if _found_nothing(reply, turn, parts):
            worth = (hit for hit in turn.recalled.articles if hit.score >= WORTH_READING)
            return await _articles(tuple(worth), parts)
        case _:
            return ()


def _found_nothing(reply: str, turn: Turn, parts: Parts) -> bool:
    """Whether the reply is that of a search for an article that found none."""
    rule = parts.pack.bot.rule(turn.understood.intent.name)
    return rule is not None and rule.articles and reply == (rule.fallback or NO_ARTICLE)


async def _articles(hits: tuple[ArticleHit, ...], parts: Parts) -> tuple[Passage, ...]:
    """The whole articles, as they are published now."""
    passages: list[Passage] = []
    for hit in hits:
        article = await parts.articles.read(hit.id)
        if article is not None:
            link = article.link or parts.pack.bot.company.article_link.format(id=article.id)
            text = f"{readable(article.summary)}\n{readable(article.body)}"
            passages.append(Passage(article.id, visible(article.title), link, text))
    return tuple(passages)


def _product(product: Product) -> Passage:
    """What the catalogue says, one fact a line."""
    facts = [
        f"Marca: {product.brand}",
        f"Preço: {brl(product.price)}",
        f"Preço anterior: {brl(product.old_price)}" if product.old_price is not None else "",
        f"Disponibilidade: {_AVAILABLE[product.availability]}",
        *product.features,
        product.description,
    ]
    text = "\n".join(readable(fact) for fact in facts if fact)
    return Passage(product.id, visible(product.name), "", text)


def _link(passage: Passage) -> SourceLink:
    return SourceLink(id=passage.id, title=passage.title, link=passage.link)
