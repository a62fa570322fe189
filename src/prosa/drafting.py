"""Articles begun from what agents answered: the desk has the words, the library keeps the draft."""

from prosa.desk.teaching import Idea
from prosa.learning.masking import masked
from prosa.library.articles import Author
from prosa.library.authoring import Authoring
from prosa.library.content import MAX_TITLE_CHARS, Content
from prosa.people.agents import Agent

TAG = "atendimento"
"""Drafts that come from here bear it, so that authors find them."""


class LibraryDrafts:
    """Begins articles from what agents answered, in the library."""

    def __init__(self, authoring: Authoring) -> None:
        self._authoring = authoring

    async def draft(self, idea: Idea, by: Agent) -> str:
        """A draft, without what tells who somebody is."""
        body = "\n".join(masked(line) for line in idea.body.splitlines())
        question = masked(idea.question)
        content = Content(
            title=masked(idea.title)[:MAX_TITLE_CHARS] or "Resposta do atendimento",
            summary="",
            body=body,
            tags=(TAG,),
            questions=(question,) if question else (),
        )
        return (await self._authoring.create(content, Author(by.id))).id
