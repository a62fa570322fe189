"""An answer in the making: only what was checked is in it, and only what is in it is shown."""

from collections.abc import Sequence

from prosa.llm.asking import Passage, Show, Written
from prosa.llm.checker import Checker, Flaw
from prosa.llm.masking import Mask
from prosa.llm.sentences import Sentences

LONGEST = 1800
"""Characters of an answer. What goes beyond is left out: nobody reads more in a chat."""


class Draft:
    """Takes what the model writes, piece by piece.

    A sentence that fails ends the answer: what a model says after its first invention is not worth having.
    One that says nothing by itself ("Claro!") waits for one that does: no bare yes answers a question.
    """

    def __init__(self, checker: Checker, mask: Mask, passages: Sequence[Passage], show: Show) -> None:
        self._checker = checker
        self._mask = mask
        self._passages = passages
        self._show = show
        self._sentences = Sentences()
        self._waiting = ""
        self._text = ""
        self._cited: list[int] = []
        self.flaw: Flaw | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the customer has seen any of it."""
        return bool(self._text)

    def add(self, piece: str) -> bool:
        """Whether to go on."""
        return all(self._take(sentence) for sentence in self._sentences.add(piece))

    def finish(self) -> None:
        """Nothing more comes, as it should be."""
        rest = self._sentences.rest()
        if self.flaw is None and rest.strip():
            self._take(rest)

    def written(self) -> Written | None:
        """What is right of it."""
        text = self._text.strip()
        if not text:
            return None
        cited = list(dict.fromkeys(self._cited)) or [self._checker.leaning_on(text)]
        return Written(self._mask.back(text), tuple(self._passages[place] for place in cited))

    def _take(self, sentence: str) -> bool:
        judged = self._checker.judge(sentence)
        if judged.flaw is not None:
            self.flaw = judged.flaw
            return False
        if judged.bare:
            self._waiting += judged.text
            return True
        whole = self._text + self._waiting + judged.text
        if len(whole) > LONGEST:
            self.flaw = Flaw.ENDLESS
            return False
        self._text, self._waiting = whole, ""
        self._cited += judged.cited
        self._show(self._mask.back(whole.strip()))
        return True
