"""Which products to show, and as what."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.choosing import Candidate, choose
from prosa.knowledge.product_query import ProductQuery
from tests.knowledge.conftest import a_product

FONE = ProductQuery(words=("fone",))


def candidate(id: str, price: str = "100.00", **others: Any) -> Candidate:
    """A product that is just what was asked for."""
    fields = {name: others.pop(name) for name in ("availability", "popularity") if name in others}
    plain = Candidate(
        product=a_product(id, id, price, **fields),
        share=1.0,
        has_first=True,
        wishes=0,
        closeness=0.5,
        affordable=True,
        to_be_had=True,
        named=False,
        kin=False,
    )
    return replace(plain, **others)


def shown(candidates: list[Candidate], query: ProductQuery = FONE) -> tuple[str, list[str]]:
    hits = choose(candidates, query, 10)
    return hits.kind, [product.id for product in hits.products]


def test_what_has_all_the_words_is_exact():
    assert shown([candidate("a"), candidate("b", share=0.7)]) == ("exact", ["a"])


def test_what_only_has_the_second_word_is_not_what_was_asked_for():
    bluetooth_speaker = candidate("caixa", share=0.5, has_first=False, closeness=0.1)
    assert shown([bluetooth_speaker]) == ("similar", [])


def test_dearer_ones_are_similar_the_nearest_price_first():
    query = replace(FONE, at_most=Decimal(80))
    dear, dearer = candidate("a", "500", affordable=False), candidate("b", "90", affordable=False)
    assert shown([dear, dearer], query) == ("similar", ["b", "a"])


def test_what_is_sold_out_is_similar_when_stock_was_asked_for():
    assert shown([candidate("a", availability="out_of_stock", to_be_had=False)]) == ("similar", ["a"])


def test_what_is_near_in_meaning_stands_in_for_what_is_not_there():
    near, less, far = (
        candidate(id, share=0, has_first=False, closeness=c)
        for id, c in (("n", 0.4), ("l", 0.35), ("f", 0.1))
    )
    assert shown([far, less, near]) == ("similar", ["n", "l"])


def test_a_named_product_is_shown_although_its_words_are_misspelt():
    assert shown([candidate("a", share=0, has_first=False, named=True)]) == ("exact", ["a"])


def test_wishes_go_first_then_stock_then_what_sells():
    best = candidate("best", wishes=1, popularity=1)
    seller, slow = candidate("seller", popularity=90), candidate("slow", popularity=5)
    gone = candidate("gone", availability="out_of_stock", popularity=99)
    assert shown([gone, slow, seller, best]) == ("exact", ["best", "seller", "slow", "gone"])


def test_the_cheapest_goes_first_when_asked_for():
    query = replace(FONE, order="cheapest")
    assert shown([candidate("b", "20"), candidate("a", "30")], query) == ("exact", ["b", "a"])
    assert shown([candidate("b", "20"), candidate("a", "30")], replace(FONE, order="dearest")) == (
        "exact",
        ["a", "b"],
    )


CANDIDATES = st.builds(
    candidate,
    st.uuids().map(str),
    st.decimals(1, 999, places=2).map(str),
    share=st.floats(0, 1),
    has_first=st.booleans(),
    wishes=st.integers(0, 3),
    closeness=st.floats(-1, 1),
    affordable=st.booleans(),
    to_be_had=st.booleans(),
    named=st.booleans(),
    kin=st.booleans(),
)


@given(
    st.lists(CANDIDATES, max_size=12),
    st.integers(1, 5),
    st.sampled_from(["cheapest", "dearest", "popular", None]),
)
def test_exact_products_all_fit_and_no_product_is_shown_twice(
    candidates: list[Candidate], limit: int, order: Any
):
    hits = choose(candidates, replace(FONE, order=order), limit)
    fitting = {each.product.id for each in candidates if each.affordable and each.to_be_had}
    ids = [product.id for product in hits.products]
    assert len(ids) == len(set(ids)) <= limit
    if hits.kind == "exact":
        assert ids and set(ids) <= fitting
