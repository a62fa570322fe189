"""Which words the knowledge base has and how rare they are; what a word it does not have may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import ARRAY, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

ALIKE = 12
"""Words that share most with a misspelt one, of which the nearest is taken."""
SHORTEST = 4
"""Letters that a word needs to be taken for another one's slip."""
_LONG = 8
"""Letters from which a word may have two slips."""
_BATCH = 500

_READ = text("SELECT word, chunks FROM search_word WHERE word = ANY(:words) AND chunks > 0").bindparams(
    bindparam("words", type_=ARRAY(Text))
)
_ALIKE = text("""
    SELECT asked.word AS asked, near.word, search_word.chunks
    FROM unnest(:words) AS asked (word)
    CROSS JOIN LATERAL (
        SELECT search_gram.word FROM search_gram
        WHERE gram IN (
            SELECT substr('^' || asked.word || '$', place, 3)
            FROM generate_series(1, length(asked.word)) AS place
        )
        GROUP BY search_gram.word
        ORDER BY count(*) - abs(length(search_gram.word) - length(asked.word)) / 2.0 DESC, search_gram.word
        LIMIT :alike
    ) AS near
    JOIN search_word ON search_word.word = near.word
    WHERE search_word.chunks > 0
""").bindparams(bindparam("words", type_=ARRAY(Text)))
_COUNT = text(f"""
    WITH counted AS (
        INSERT INTO search_word (word, chunks)
        SELECT lexeme, :sign * count(*) FROM article_chunk, unnest(words)
        WHERE article_id = ANY(:ids) GROUP BY lexeme
        UNION ALL SELECT '', :sign * count(*) FROM article_chunk WHERE article_id = ANY(:ids)
        ON CONFLICT (word) DO UPDATE SET chunks = search_word.chunks + excluded.chunks
        RETURNING word, xmax = 0 AS fresh
    )
    INSERT INTO search_gram (gram, word)
    SELECT DISTINCT substr('^' || word || '$', place, 3), word
    FROM counted CROSS JOIN LATERAL generate_series(1, length(word)) AS place
    WHERE fresh AND length(word) >= {SHORTEST} AND word ~ '^[a-z]+$'
    ON CONFLICT DO NOTHING
""").bindparams(bindparam("ids", type_=ARRAY(Text)))  # noqa: S608  (a number of ours)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the knowledge base knows of the words of one question."""

    passages: int
    """In all."""
    counts: Mapping[str, int]
    """In how many passages a word stands, of the question's words and of those they may be."""
    meant: Mapping[str, str]
    """For words that stand in none: the word that was probably meant."""

    def rarity(self, word: str) -> float:
        """Near 1 for a word that no passage has, 0 for one that all have."""
        return max(0.0, 1 - log(1 + self.counts.get(word, 0)) / log(self.passages + 2))


async def look_up(connection: AsyncConnection, words: Sequence[str]) -> Vocabulary:
    """One round trip; a second one for words that stand nowhere."""
    found = await connection.execute(_READ, {"words": ["", *words]})
    counts = {row.word: int(row.chunks) for row in found}
    passages = counts.pop("", 0)
    strange = [word for word in words if word not in counts and len(word) >= SHORTEST and word.isalpha()]
    meant: dict[str, str] = {}
    if strange and passages:
        rows = (await connection.execute(_ALIKE, {"words": strange, "alike": ALIKE})).all()
        for word in strange:
            near = {row.word: int(row.chunks) for row in rows if row.asked == word}
            if (best := nearest(word, near)) is not None:
                meant[word] = best
                counts[best] = near[best]
    return Vocabulary(passages, counts, meant)


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """The known word that this one is a slip of: an edit away, two in a long word; the commoner of equals."""
    allowed = 2 if len(word) >= _LONG else 1
    distances = ((DamerauLevenshtein.distance(word, other), other) for other in known)
    near = [(distance, -known[other], other) for distance, other in distances if distance <= allowed]
    return min(near)[2] if near else None


async def count_words(connection: AsyncConnection, articles: Iterable[str], sign: int) -> None:
    """Add the passages of these articles to the counts, or with -1 take them away, in their transaction."""
    ids = sorted(articles)
    for start in range(0, len(ids), _BATCH):
        await connection.execute(_COUNT, {"ids": ids[start : start + _BATCH], "sign": sign})
