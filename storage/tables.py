"""Every table of every area in one metadata. Imported by migrations and tests only: the running
app needs no SQLModel.
"""

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData
from sqlmodel import SQLModel


def all_tables() -> MetaData:
    """The models of all areas: each `*tables.py` in their folders, or the package `tables`."""
    here = Path(__file__).parent
    found = sorted([*here.glob("*/**/*tables.py"), *here.glob("*/**/tables/__init__.py")])
    for path in found:
        dotted = path.relative_to(here.parent).with_suffix("").as_posix().replace("/", ".")
        import_module(dotted.removesuffix(".__init__"))
    return SQLModel.metadata
