"""A text that is still being written, cut into sentences as soon as each is whole."""

import re

LONGEST = 700
"""Characters after which what has no end counts as a sentence, which no checker will let pass."""

_END = re.compile(r"[.!?…]+[\"'”»)*_]*(?:\s?\[\d{1,2}\])*(?=\s)|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:sr|sra|dr|dra|av|r|n|nº|no|ex|obs|tel|art|min|máx|max|p|pág|etc|aprox)\.$", re.I
)
_LIST_MARK = re.compile(r"^\s*\d{1,2}[.)]$")


class Sentences:
    """Takes pieces and gives whole sentences, with the white space after them. Joined, they are the text."""

    def __init__(self) -> None:
        self._rest = ""

    def add(self, piece: str) -> list[str]:
        """The sentences that this piece completes."""
        self._rest += piece
        whole: list[str] = []
        while (end := self._end()) is not None:
            whole.append(self._rest[:end])
            self._rest = self._rest[end:]
        return whole

    def rest(self) -> str:
        """What is left when nothing more comes: a sentence, if it has an end."""
        rest, self._rest = self._rest, ""
        return rest

    def _end(self) -> int | None:
        for match in _END.finditer(self._rest):
            before = self._rest[: match.end()]
            line = before.rpartition("\n")[2] if match[0] != "\n" else before
            if _ABBREVIATION.search(before) or _LIST_MARK.match(line):
                continue
            after = match.end()
            while after < len(self._rest) and self._rest[after].isspace():
                after += 1
            if after == len(self._rest):
                return None  # a citation may follow
            if self._rest[after] == "[" and match[0] != "\n":
                cited = re.compile(r"\[\d{1,2}\]\s*").match(self._rest, after)
                if cited is None and len(self._rest) - after < 5:
                    return None
                after = cited.end() if cited is not None else after
                if after == len(self._rest):
                    return None
            return after
        return LONGEST if len(self._rest) > LONGEST else None
