"""The documents that people agree to: one file per language and document.

A small form of Markdown: a title line, then points, each beginning with a lead in bold.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from locales.words import FOLDER

TERMS: Final = "terms"
PRIVACY: Final = "privacy"

_POINT: Final = re.compile(r"(?:\d+\.|-) \*\*(?P<lead>[^*]+)\*\* (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class Point:
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    points: tuple[Point, ...]


@cache
def read(language: str, name: str) -> Document:
    """The document in a language that has a folder. A file out of form is a bug."""
    title, *lines = _file(language, name).read_text("utf-8").splitlines()
    points = []
    for line in filter(None, lines):
        match = _POINT.fullmatch(line)
        assert match is not None, f"{language}/{name}: {line[:40]}"
        points.append(Point(match["lead"], match["text"]))
    return Document(title.removeprefix("# "), tuple(points))


@cache
def fingerprint(name: str) -> str:
    """SHA-256 (hex) over the document in every language: what a person's agreement stands for.

    One for all languages, so that changing the language asks nobody again.
    """
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob(f"*/{name}.md")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _file(language: str, name: str) -> Path:
    return FOLDER / language / f"{name}.md"


def source(language: str, name: str) -> str:
    """The document as it is written."""
    return _file(language, name).read_text("utf-8")
