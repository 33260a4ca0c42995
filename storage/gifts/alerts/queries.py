"""Searches as JSON in our tables: parameters by name, each a list."""

import orjson

from domain.gifts.saved.query import params_of, query_of
from domain.gifts.search import Query


def dump_query(query: Query) -> str:
    return orjson.dumps(params_of(query)).decode()


def load_query(text: str) -> Query:
    return query_of(orjson.loads(text))
