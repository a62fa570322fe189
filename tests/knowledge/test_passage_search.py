"""Search by passages: vectors that come later, slips, synonyms, validity."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from prosa.engines.database import Database
from prosa.knowledge.articles import ArticleHit, Articles
from prosa.knowledge.embedding import embed_passages
from prosa.knowledge.models import article_chunk
from prosa.knowledge.questions import Questions
from prosa.knowledge.synonyms import by_stem
from prosa.language.encoders.passages import PassageEncoder, shared_passage_encoder
from prosa.packs.content import EVERYBODY
from tests.knowledge.conftest import Index, Vector, a_pack, an_article, vector_of

BODY = """Texto geral.

## Cancelamento

Quem desiste da compra em sete dias recebe tudo de volta.

## Cores

O tecido existe em azul e verde.
"""
LONG = an_article("politica", "Política da loja", body=BODY)
OTHER = an_article("entrega", "Sobre a entrega", body="O caminhão passa às terças.")


async def find(articles: Articles, text: str, audience: str = EVERYBODY) -> list[ArticleHit]:
    return await articles.find(text, vector_of(text), audience=audience)


async def waiting(database: Database) -> int:
    async with database.connect() as connection:
        counted = select(func.count()).select_from(article_chunk).where(article_chunk.c.vector.is_(None))
        return await connection.scalar(counted) or 0


class Counting(PassageEncoder):
    """The encoder, and how many texts it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vector:
        self.texts.extend(texts)
        return super().passages(texts)


async def test_a_hit_says_which_passage_answers_and_where_it_stands(index: Index, articles: Articles):
    await index(a_pack(LONG, OTHER))
    hit = (await find(articles, "em que cores existe o tecido?"))[0]
    assert (hit.id, hit.heading, hit.passage) == ("politica", "Cores", "O tecido existe em azul e verde.")


async def test_a_passage_is_found_by_what_it_means(index: Index, database: Database):
    await index(a_pack(LONG, OTHER))
    questions = Questions()
    await embed_passages(database, shared_passage_encoder)
    await questions.ready()
    hit = (await find(Articles(database, questions), "posso me arrepender e ter meu dinheiro?"))[0]
    questions.close()
    assert (hit.id, hit.heading) == ("politica", "Cancelamento")


async def test_passages_without_vectors_are_found_by_other_signs(index: Index, database: Database):
    await index(a_pack(LONG, OTHER))
    questions = Questions()
    await questions.ready()
    assert await waiting(database) > 0
    assert (await find(Articles(database, questions), "cores do tecido"))[0].heading == "Cores"
    questions.close()


async def test_only_what_changed_is_encoded_again(index: Index, database: Database):
    encoder = Counting()
    told: list[tuple[int, int]] = []
    await index(a_pack(LONG, OTHER))
    encoded = await embed_passages(database, lambda: encoder, lambda done, of: told.append((done, of)))
    assert encoded == len(encoder.texts) == 6 and told[-1] == (6, 6) and await waiting(database) == 0
    encoder.texts.clear()
    changed = an_article("politica", "Política da loja", body=BODY.replace("azul", "cinza"))
    await index(a_pack(changed, OTHER))
    assert await embed_passages(database, lambda: encoder) == 1
    assert encoder.texts == ["Política da loja\nCores\nO tecido existe em cinza e verde."]


async def test_nodes_that_encode_at_once_do_it_once(index: Index, database: Database):
    encoder = Counting()
    await index(a_pack(LONG, OTHER))
    done = await asyncio.gather(*(embed_passages(database, lambda: encoder) for _ in range(3)))
    assert sum(done) == len(encoder.texts) == 6


async def test_a_slip_of_the_keys_finds_the_word_that_was_meant(index: Index, articles: Articles):
    await index(a_pack(LONG, OTHER))
    hit = (await find(articles, "tem azlu?"))[0]
    assert (hit.id, hit.heading) == ("politica", "Cores")


async def test_words_of_an_article_that_left_are_not_known_any_more(index: Index, articles: Articles):
    await index(a_pack(LONG, OTHER))
    await index(a_pack(OTHER))
    known = [each.evidence.whole for each in await articles.weigh("azul", vector_of("azul"))]
    assert known == [0]


async def test_synonyms_of_the_pack_find_the_passage(index: Index, database: Database):
    await index(a_pack(LONG, OTHER, *(an_article(f"n{n}", f"Assunto {n}") for n in range(5))))
    plain, knowing = (
        Articles(database, synonyms=by_stem(groups)) for groups in ([], [("furgão", "caminhão")])
    )
    without, within = [
        max(each.evidence.whole for each in await articles.weigh("furgão", vector_of("furgão")))
        for articles in (plain, knowing)
    ]
    assert without == 0 < within


async def test_what_is_not_valid_today_or_for_others_is_never_found(index: Index, articles: Articles):
    today, day = date.today(), timedelta(days=3)  # noqa: DTZ011  (days apart from any time zone's)
    await index(
        a_pack(
            an_article("agora", "Promoção", valid_from=today - day, valid_until=today + day),
            an_article("passou", "Promoção", valid_until=today - day),
            an_article("vem", "Promoção", valid_from=today + day),
            an_article("interno", "Promoção", audience="agents"),
        )
    )
    assert [hit.id for hit in await find(articles, "promoção")] == ["agora"]
    assert [hit.id for hit in await find(articles, "promoção", audience="agents")] == ["interno"]
    assert await articles.read("agora") is not None
    assert [await articles.read(id) for id in ("passou", "vem", "interno")] == [None] * 3


async def test_questions_asked_again_have_the_same_vector_and_are_encoded_once():
    questions = Questions()
    assert await questions.vector("qual o prazo?") is None
    await questions.ready()
    first, again = [await questions.vector(text) for text in ("qual o prazo?", " qual  o prazo? ")]
    questions.close()
    assert first is again is not None
