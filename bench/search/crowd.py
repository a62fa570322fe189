"""A knowledge base of any size, out of made-up Portuguese: for how long a search takes, not what it finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import text

from prosa.engines.database import Database, driver_of
from prosa.knowledge.terms import stems
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.language.encoders.universal import shared_encoder

PER_ARTICLE = 4
"""Passages of an article."""
WORDS = 70
"""Words of a passage: some 450 characters."""
REAL = 200
"""Passages that are really encoded. The vectors of the others lie around theirs."""
SPREAD = 0.6
"""Length of what is added to a real vector, which itself has length 1."""

_ROOTS = (
    "entreg prazo pedido boleto fatur cartao troc devol produt loja client compr pag frete cupom estoqu "
    "garant assist nota cadastr senh conta enderec telefon celular notebook geladeir fogao sofa mesa cadeir "
    "tapet lamp cabo bateri tela camer fone teclad mouse impress monitor roteador console jogo livro roupa "
    "calc camis vestid sapat tenis bols mochil relogi ocul perfum cremes xampu sabon toalh lencol travesseir "
    "panel prato copo talher faca garraf jarra balde vassour aspir ventil aquec ar-cond filtr torneir chuveir"
).split()
_ENDINGS = "a o as os ar ado ada ante mento ção dor dora agem inho eiro ável ismo ista idade eza".split()
_FILLER = (
    "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu".split()
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """What the base was made of, for questions about it."""

    vocabulary: Sequence[str]
    odds: NDArray[np.float64]
    vectors: NDArray[np.float32]
    """Of the passages that were really encoded."""

    def sentence(self, random: np.random.Generator, words: int) -> str:
        """So many words, every other one filler, as in what people write."""
        chosen = random.choice(len(self.vocabulary), size=words, p=self.odds)
        fill = random.integers(0, len(_FILLER), size=words)
        parts = (f"{_FILLER[f]} {self.vocabulary[c]}" for f, c in zip(fill, chosen, strict=True))
        return " ".join(parts)


def make_crowd(random: np.random.Generator) -> Crowd:
    """Words as frequent as words are: the n-th one 1/n as often as the first."""
    coined = [f"{root}{ending}" for root in _ROOTS for ending in _ENDINGS]
    coined += [f"{root}{other[:4]}{end}" for root in _ROOTS for other in _ROOTS[::3] for end in _ENDINGS[::6]]
    vocabulary = [str(word) for word in random.permutation(sorted(set(coined)))]
    odds = 1 / (np.arange(len(vocabulary)) + 8.0)
    crowd = Crowd(vocabulary, odds / odds.sum(), np.zeros((0, 0), np.float32))
    texts = [crowd.sentence(random, WORDS // 2) for _ in range(REAL)]
    encoder = shared_passage_encoder()
    vectors = np.concatenate([encoder.passages(texts[start : start + 8]) for start in range(0, REAL, 8)])
    return Crowd(vocabulary, crowd.odds, vectors)


async def fill(database: Database, crowd: Crowd, random: np.random.Generator, count: int) -> None:
    """Put `count` passages into an empty base, past the indexing: rows as it makes them, vectors made up."""
    articles = count // PER_ARTICLE
    async with database.begin() as connection:
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        await connection.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
        for index in ("ix_article_chunk_vector", "ix_article_chunk_words", "ix_article_passage_vector"):
            await connection.execute(text(f"DROP INDEX {index}"))
        for statement, rows in (
            (_ARTICLES, _article_rows(crowd, random, articles)),
            (_TITLES, _title_rows(crowd, random, articles)),
            (_CHUNKS, _chunk_rows(crowd, random, count)),
        ):
            driver = await driver_of(connection)
            async with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
                for row in rows:
                    await copy.write_row(row)
        for statement in _AFTER:
            await connection.execute(text(statement))
    async with database.connect() as connection:
        await connection.execute(text("SET statement_timeout = 0"))
        await connection.execute(text("ANALYZE"))
        await connection.execute(text("RESET statement_timeout"))


_ARTICLES = (
    "COPY article (id, title, summary, body, tags, intents, questions, headwords, hash, origin, audience, "
    "language) FROM STDIN"
)
_TITLES = "COPY article_passage (article_id, position, summary, vector) FROM STDIN"
_CHUNKS = "COPY article_chunk (article_id, position, heading, body, terms, hash, vector) FROM STDIN"
_AFTER = (
    "CREATE INDEX ix_article_chunk_vector ON article_chunk USING hnsw (vector halfvec_cosine_ops)",
    "CREATE INDEX ix_article_passage_vector ON article_passage USING hnsw (vector vector_cosine_ops)",
    "CREATE INDEX ix_article_chunk_words ON article_chunk USING gin (words)",
    "INSERT INTO search_word SELECT word, ndoc FROM ts_stat('SELECT words FROM article_chunk')",
    "INSERT INTO search_word SELECT '', count(*) FROM article_chunk",
    """
    INSERT INTO search_gram SELECT DISTINCT substr('^' || word || '$', place, 3), word
    FROM search_word, LATERAL generate_series(1, length(word)) AS place WHERE length(word) >= 4
    """,
)


def _article_rows(crowd: Crowd, random: np.random.Generator, count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        title = crowd.sentence(random, 3)
        yield f"a{number}", title, "", "", [], [], [], " ".join(stems(title)), b"", "desk", "all", "pt-BR"


def _title_rows(crowd: Crowd, random: np.random.Generator, count: int) -> Iterator[tuple[object, ...]]:
    real = shared_encoder().encode([crowd.sentence(random, 3) for _ in range(REAL)])
    for number, vector in enumerate(_around(real, random, count)):
        yield f"a{number}", 0, False, vector


def _chunk_rows(crowd: Crowd, random: np.random.Generator, count: int) -> Iterator[tuple[object, ...]]:
    stem_of = {word: " ".join(stems(word)) for word in crowd.vocabulary}
    for number, vector in enumerate(_around(crowd.vectors, random, count)):
        body = crowd.sentence(random, WORDS // 2)
        terms = " ".join(stem for word in body.split()[1::2] if (stem := stem_of[word]))
        yield f"a{number // PER_ARTICLE}", number % PER_ARTICLE, "", body, terms, b"", vector


def _around(real: NDArray[np.float32], random: np.random.Generator, count: int) -> Iterator[str]:
    """Unit vectors near real ones, as pgvector reads them."""
    for start in range(0, count, 1000):
        size = min(1000, count - start)
        noise = random.normal(size=(size, real.shape[1]))
        noise *= SPREAD / np.linalg.norm(noise, axis=1, keepdims=True)
        vectors = real[random.integers(0, len(real), size)] + noise
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        for vector in vectors.round(4).astype(np.float32):
            yield orjson.dumps(vector, option=orjson.OPT_SERIALIZE_NUMPY).decode()
