"""Imports that would cost more than they give: aiogram without its eager model rebuild.

On import aiogram rebuilds all 444 of its types, which takes most of the start and 100 MB. Here the
rebuild is left out during the import; instead each module gets the names that its annotations
mention, so that pydantic's own lazy build finds them when a type is first used, alone or inside
another. aiogram is pinned for this; a test builds every type and every method's return model both
ways and compares them.
"""

import gc
import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, Optional, Union

from pydantic import BaseModel

_NAME: Final = re.compile(r"[A-Za-z_]\w*")
COLLECT_AT: Final = (20_000, 20, 50)
_REBUILD: Final = "model_rebuild"


def load_aiogram(*, eager: bool = False) -> None:
    """Import aiogram, before anything else does. `eager` leaves it as its makers meant it."""
    if "aiogram" in sys.modules:
        return
    if eager:
        importlib.import_module("aiogram")
        return
    with _without_rebuild():
        importlib.import_module("aiogram")
    _hand_out_names()


@contextmanager
def without_collection() -> Iterator[None]:
    """No garbage collection while modules load; what they made is never looked at again."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        # What lives long is frozen; the rest is short-lived, and looking at it rarely is enough.
        gc.set_threshold(*COLLECT_AT)
        gc.enable()


@contextmanager
def _without_rebuild() -> Iterator[None]:
    kept = vars(BaseModel)[_REBUILD]

    def skip(cls: type[BaseModel], /, **options: object) -> None:
        """Stands in for BaseModel.model_rebuild while aiogram loads."""
        if not cls.__module__.startswith("aiogram."):
            kept.__get__(None, cls)(**options)

    setattr(BaseModel, _REBUILD, classmethod(skip))
    try:
        yield
    finally:
        setattr(BaseModel, _REBUILD, kept)


def _hand_out_names() -> None:
    """Give each module of types what it imports for type checkers only."""
    types = importlib.import_module("aiogram.types")
    default = importlib.import_module("aiogram.client.default").Default
    known: dict[str, object] = {name: getattr(types, name) for name in types.__all__}
    known |= {"Default": default, "List": list}
    known |= {"Optional": Optional, "Union": Union, "Literal": Literal}
    for name in types.__all__:
        model = known[name]
        if isinstance(model, type) and issubclass(model, BaseModel):
            module = vars(sys.modules[model.__module__])
            for mentioned in _mentioned(model):
                if mentioned in known:
                    module.setdefault(mentioned, known[mentioned])


def _mentioned(model: type[BaseModel]) -> Iterator[str]:
    """Names in the annotations of the model and of those that it inherits fields from."""
    for base in model.__mro__:
        for annotation in vars(base).get("__annotations__", {}).values():
            yield from _NAME.findall(str(annotation))
