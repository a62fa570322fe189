"""What the customer chose of what was offered: then their first words say the rest."""

from dataclasses import replace

from prosa.conversations.context import Context
from prosa.conversations.turn import Parts
from prosa.knowledge.articles import ArticleHit
from prosa.language.entities.reading import fold
from prosa.language.understanding import ScoredIntent, Understanding
from prosa.packs.schema import Bot

LOOKED_AT = 10
"""Articles among which the chosen one is looked for, so that it comes with the passage that fits."""


def chosen_intent(text: str, context: Context, bot: Bot) -> str | None:
    """The offered intent whose button sends this. Pure."""
    said = fold(text).strip()
    for name in context.offered:
        rule = bot.rule(name)
        if rule is not None and said in {fold(words) for words in (rule.say, rule.label) if words}:
            return name
    return None


def as_chosen(meant: Understanding, text: str, intent: str) -> Understanding:
    """The unclear message, now that the customer has said which of its readings is right. Pure."""
    return replace(
        meant,
        text=text,
        intent=ScoredIntent(intent, 1.0),
        alternatives=(),
        follows=False,
        reworded=meant.question,
        requests=(),
        refused=(),
        elsewhere="",
    )


async def chosen_article(
    text: str, meant: Understanding, context: Context, parts: Parts
) -> ArticleHit | None:
    """The offered article whose title this is, with its passage for the unclear message."""
    offered = [id for id in context.offered if parts.pack.bot.rule(id) is None]
    if not offered:
        return None
    found = await parts.articles.find(meant.question, meant.vector, limit=LOOKED_AT)
    hits = {hit.id: hit for hit in found if hit.id in offered}
    for id in offered:
        hit = hits.get(id) or await parts.articles.get(id)
        if hit is not None and fold(hit.title).strip() == fold(text).strip():
            return replace(hit, score=1.0)
    return None
