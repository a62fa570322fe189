"""Articles as answers: the part that answers, with where to read on; or the choice between several."""

from prosa.conversations.decisions import ChooseArticle, ShowArticle
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Action, SourceLink
from prosa.conversations.speaking.answers import ASK_A_PERSON
from prosa.conversations.speaking.voice import utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.knowledge.answering.answers import Source
from prosa.knowledge.articles import ArticleHit
from prosa.packs.schema import Bot

CLOSE = 0.75
"""Share of the best article's score from which another is worth naming."""


async def speak_of_articles(decision: ShowArticle | ChooseArticle, turn: Turn, parts: Parts) -> Spoken:
    """The answer, or the question which of them it is."""
    if isinstance(decision, ChooseArticle):
        return _choose(decision, turn, parts)
    return await _show(decision, turn, parts)


async def _show(decision: ShowArticle, turn: Turn, parts: Parts) -> Spoken:
    best = decision.article
    near = [other for other in decision.others if other.score >= best.score * CLOSE]
    link = source_link(best, parts.pack.bot)
    understood = turn.understood
    message = Message(
        text=await parts.extractor.answer(
            understood.question,
            understood.vector,
            Source(best.title, best.questions, best.summary, best.passage),
        ),
        type=MessageType.ARTICLE,
        sources=(link,),
        suggestions=decision.suggestions or tuple(other.title for other in near),
        actions=(Action(label="Ler artigo completo", kind="open", value=link.link),),
    )
    return Spoken(message, Outcome.ANSWERED, f"article.{best.id}", sureness=best.score)


def _choose(decision: ChooseArticle, turn: Turn, parts: Parts) -> Spoken:
    """The titles that fit as buttons, and a person as the last one."""
    titles = [article.title for article in decision.articles]
    uttered = utter(turn, parts, "articles.choose", options=titles)
    buttons = tuple(Action(label=title, kind="say", value=title) for title in titles)
    message = Message(
        text=uttered.text,
        type=MessageType.CLARIFY,
        actions=(*buttons, Action(label=ASK_A_PERSON, kind="escalate", value="escalate")),
    )
    offered = tuple(article.id for article in decision.articles)
    return Spoken(message, Outcome.CLARIFIED, uttered.id, offered=offered)


def source_link(article: ArticleHit, bot: Bot) -> SourceLink:
    """Where the article can be read in full."""
    link = article.link or bot.company.article_link.format(id=article.id)
    return SourceLink(id=article.id, title=article.title, link=link)
