"""The stores that tests run on."""

import pytest

ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
both_engines = pytest.mark.parametrize("engine", ENGINES, indirect=True)
"""For tests of the whole program, which runs on SQLite alone unless they say so."""
