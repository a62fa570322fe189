"""What a pack teaches the models: examples, and the names of everything it knows."""

from collections.abc import Iterable, Sequence

from prosa.language.encoders.registry import UNIVERSAL
from prosa.language.training import Example, Pattern, Phrase, TrainingData
from prosa.language.understanding import EntityKind
from prosa.packs.content import Product
from prosa.packs.nlu import Nlu


def training_data(nlu: Nlu, products: Sequence[Product], encoder: str = UNIVERSAL) -> TrainingData:
    """The pack's training data, in the order of its files; an example given twice counts once."""
    examples = dict.fromkeys(
        Example(line.text, intent) for intent, lines in nlu.intents.items() for line in lines
    )
    return TrainingData(
        examples=tuple(examples),
        phrases=(*_vocabulary(nlu, bool(products)), *_catalogue(nlu, products)),
        patterns=tuple(Pattern(kind, line.text) for kind, lines in nlu.regexes.items() for line in lines),
        words=tuple(sorted(_own_words(products))),
        encoder=encoder,
    )


def idle_synonyms(nlu: Nlu, products: Sequence[Product]) -> list[str]:
    """Synonyms that name nothing the pack knows: neither a lookup's value nor a product."""
    known = {line.text.lower() for lines in nlu.lookups.values() for line in lines}
    known |= {mark.value.lower() for mark in nlu.marks}
    known |= {name.lower() for product in products for name in (product.name, *product.aliases)}
    words = {word for name in known for word in name.split()}
    return [value for value in nlu.synonyms if value.lower() not in known | words]


def _vocabulary(nlu: Nlu, catalogue: bool) -> list[Phrase]:
    """Lookups and marked entities with their synonyms; as in Rasa, a synonym fits any kind with its value.

    What examples mark as an order, a date and so on is left out: such things are recognised by their form,
    and products by the catalogue, when there is one.
    """
    canonical = {line.text.lower(): value for value, lines in nlu.synonyms.items() for line in lines}
    by_form = {str(kind) for kind in EntityKind} - (set() if catalogue else {EntityKind.PRODUCT})
    said = [(kind, line.text, line.text) for kind, lines in nlu.lookups.items() for line in lines]
    said += [(mark.kind, mark.value, mark.text) for mark in nlu.marks if mark.kind not in by_form]
    names: dict[tuple[str, str], dict[str, None]] = {}
    for kind, value, name in said:
        names.setdefault((kind, canonical.get(value.lower(), value)), {})[name] = None
    for (_, value), known in names.items():
        known.update(dict.fromkeys(line.text for line in nlu.synonyms.get(value, ())))
    return [Phrase(kind, value, tuple(known)) for (kind, value), known in names.items()]


def _catalogue(nlu: Nlu, products: Sequence[Product]) -> Iterable[Phrase]:
    """Each product by its names.

    A name that several products share means the most popular of them: an entity has one value, and the search
    for products looks at the words anyway.
    """
    by_popularity = sorted(products, key=lambda product: (-product.popularity, product.id))
    named = [(product.name, product.id) for product in by_popularity]
    named += [(alias, product.id) for product in by_popularity for alias in product.aliases]
    owners: dict[str, str] = {}
    for name, product_id in named:
        owners.setdefault(name.lower(), product_id)
    further = [(mark.value, mark.text) for mark in nlu.marks if mark.kind == EntityKind.PRODUCT]
    further += [(value, line.text) for value, lines in nlu.synonyms.items() for line in lines]
    for value, name in further:
        if (owner := owners.get(value.lower())) is not None:
            owners.setdefault(name.lower(), owner)
    names: dict[str, list[str]] = {product.id: [] for product in products}
    for name, owner in owners.items():
        names[owner].append(name)
    return (Phrase(EntityKind.PRODUCT, owner, tuple(known)) for owner, known in names.items() if known)


def _own_words(products: Sequence[Product]) -> set[str]:
    """Brands and the words of product names: no spelling mistakes, however odd they look."""
    texts = (text for product in products for text in (product.brand, product.name))
    return {
        word.strip('()",.').lower()
        for text in texts
        for word in text.split()
        if word.strip('()",.').isalpha()
    }
