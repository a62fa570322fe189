"""Third stage: what the knowledge base has to say."""

from dataclasses import replace

from prosa.conversations.turn import Parts, Recalled, Turn
from prosa.conversations.wishing import asks_about
from prosa.knowledge.product_query import parse_product_query
from prosa.packs.rules import Rule

CLOSE_ARTICLES = 3


async def recall(turn: Turn, parts: Parts) -> Turn:
    """Fetches what the likeliest intent's rule shows; of an unsure message, the articles nearest to it.

    Of a message that asks for several things, it does so for each.
    """
    if turn.apart:
        return replace(turn, apart=tuple([await recall(one, parts) for one in turn.apart]))
    if turn.picked is not None:
        return replace(turn, recalled=Recalled(articles=(turn.picked,)))
    understood, bot = turn.understood, parts.pack.bot
    intent = understood.intent
    rule = bot.rule(intent.name)
    sure = intent.confidence >= bot.thresholds.answer
    if rule is not None and sure and rule.article is not None:
        article = await parts.articles.get(rule.article)
        return replace(turn, recalled=Recalled(articles=() if article is None else (article,)))
    if rule is not None and sure and rule.products:
        query = parse_product_query(understood.question, understood.entities)
        return replace(turn, recalled=Recalled(products=await parts.products.find(query, understood.vector)))
    if not sure or (rule is not None and (rule.articles or asks_about_a_form(turn, rule))):
        hits = await parts.articles.find(
            understood.question, understood.vector, intent.name if sure else None, limit=CLOSE_ARTICLES
        )
        return replace(turn, recalled=Recalled(articles=tuple(hits)))
    return turn


def asks_about_a_form(turn: Turn, rule: Rule) -> bool:
    """Whether the message may ask about what a form is for: "e o prazo?" after "quero trocar"."""
    understood = turn.understood
    return rule.form is not None and (understood.follows or asks_about(understood.question))
