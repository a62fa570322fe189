"""Text as hostile as it comes: any code point, lone surrogates included, and what chats are made of."""

from hypothesis import strategies as st

ANY_CHARACTER = st.characters(exclude_categories=())
CHAT_PIECES = st.sampled_from(
    [
        *"oi |pedido |10432|R$ |1.299,90|até | reais|segunda-feira|dia |12/05|@|.com|#|nº|não |k".split("|"),
        *"😡|\u200b|\u202e|\ufeff|\x00|é|e\u0301|ﬁ|１|٣|ª|,|.|-|/|(|)|cpf |tel |11 98765-4321|há ".split("|"),
        *"dois |mil |e |fone|wave 200".split("|"),
    ]
)
texts = st.one_of(
    st.text(ANY_CHARACTER, max_size=80),
    st.lists(CHAT_PIECES, max_size=30).map("".join),
    st.builds(str.__mul__, st.text(ANY_CHARACTER, min_size=1, max_size=6), st.integers(1, 900)),
)
