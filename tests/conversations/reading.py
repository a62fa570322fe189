"""Readers for tests: they understand what the test says they understand."""

import asyncio

import numpy as np

from prosa.language.encoders.universal import DIMENSIONS
from prosa.language.understanding import Cues, Entity, ScoredIntent, Sentiment, Understanding


def understood(
    text: str = "oi",
    intent: str = "greeting",
    confidence: float = 0.95,
    *,
    alternatives: tuple[tuple[str, float], ...] = (),
    anger: bool = False,
    mood: float = 0.0,
    **entities: str,
) -> Understanding:
    """What a model could have made of a text; each of `entities` is a kind and the words that say it."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[0] = 1
    return Understanding(
        text=text,
        normalised=text.lower(),
        intent=ScoredIntent(intent, confidence),
        alternatives=tuple(ScoredIntent(*each) for each in alternatives),
        entities=tuple(
            Entity(kind, words, words, text.find(words), text.find(words) + len(words))
            for kind, words in entities.items()
        ),
        sentiment=Sentiment.NEGATIVE if anger else Sentiment.NEUTRAL,
        mood=mood,
        anger=anger,
        vector=vector,
    )


class Reader:
    """Understands texts it was taught, and takes everything else for a greeting.

    A text may also be taught as an exception, which is raised. `read` lists what was asked, with its cues.
    """

    def __init__(self, *taught: Understanding, **raising: Exception) -> None:
        self.taught = {each.text: each for each in taught}
        self.raising = raising
        self.read: list[tuple[str, Cues]] = []

    async def understand(self, text: str, cues: Cues) -> Understanding:
        self.read.append((text, cues))
        await asyncio.sleep(0)
        if text in self.raising:
            raise self.raising[text]
        return self.taught.get(text, understood(text))


class Thinker(Reader):
    """Understands nothing until it is told to go on."""

    def __init__(self, *taught: Understanding) -> None:
        super().__init__(*taught)
        self.thinking = asyncio.Event()
        self.go_on = asyncio.Event()

    async def understand(self, text: str, cues: Cues) -> Understanding:
        self.thinking.set()
        await self.go_on.wait()
        return await super().understand(text, cues)
