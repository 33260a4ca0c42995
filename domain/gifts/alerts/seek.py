"""What somebody means who types `plush pepe black`: collections and traits by their names, and
whatever is not known by name as words of a search.
"""

from dataclasses import replace
from typing import Final

from domain.gifts.names import collection_key
from domain.gifts.search import Query, Search, Trait
from domain.shared.refusals import Invalid

WORDS_MOST: Final = 12
TEXT_MOST: Final = 120
_LOOKED_AT: Final = 10


def sought(search: Search, text: str) -> Query:
    """Refusal: Invalid for too long a text."""
    words = text.split()
    if len(text) > TEXT_MOST or len(words) > WORDS_MOST or not text.isprintable():
        raise Invalid(field="q")
    for count in range(len(words), 0, -1):
        collection = _collection(search, " ".join(words[:count]))
        if collection is not None:
            return _with_rest(search, Query(collection=(collection,)), " ".join(words[count:]))
    return _with_rest(search, Query(), " ".join(words))


def _with_rest(search: Search, query: Query, rest: str) -> Query:
    if not rest:
        return query
    for one in search.suggest(rest, limit=_LOOKED_AT):
        if one.name.casefold() == rest.casefold():
            wanted = (one.value,)
            if one.trait is Trait.MODEL:
                return replace(query, model=wanted)
            if one.trait is Trait.BACKDROP:
                return replace(query, backdrop=wanted)
            if one.trait is Trait.SYMBOL:
                return replace(query, symbol=wanted)
    return replace(query, q=rest)


def _collection(search: Search, text: str) -> str | None:
    """By its name in any spelling, or because nothing else can be meant."""
    found = search.suggest(text, limit=_LOOKED_AT)
    of_collections = [one for one in found if one.trait is Trait.COLLECTION]
    try:
        key = collection_key(text)
    except Invalid:
        key = None
    for one in of_collections:
        if one.value == key or one.name.casefold() == text.casefold():
            return one.value
    # What is suggested for several words may leave some of them out.
    alone = len(found) == len(of_collections) == 1 and " " not in text
    return found[0].value if alone else None
