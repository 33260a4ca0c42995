"""Words: Fluent texts by language. A language is a folder; a file in it belongs to one area.

Nothing that a person reads stands in Python. Values enter already formatted for the person: see
`locales.speech`.
"""

import logging
import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource

logger = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parent
DEFAULT: Final = "en"

_LONG: Final = 200
"""Fluent refuses texts of over 2,500 characters as values: long ones are put in afterwards."""
_FIRST_MARK: Final = 0xE000
"""Characters that nobody writes stand for them meanwhile."""
_MISSING: Final = re.compile(r"Unknown external: (\w+)")


class UnknownWords(KeyError):
    """A text key that no language knows: a bug, found by the house tests before people do."""


class Words:
    """All languages that have a folder, each read when it is first asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those with a folder, the default first."""
        found = sorted(path.parent.name for path in self._folder.glob("*/common.ftl"))
        return (DEFAULT, *(name for name in found if name != DEFAULT))

    def nearest(self, language: str | None) -> str:
        """The language that we speak for a client's language code such as `ru-RU`."""
        short = (language or "").partition("-")[0].lower()
        return short if short in self.languages else DEFAULT

    def has(self, key: str) -> bool:
        return bool(self._bundle(DEFAULT).has_message(key))

    def say(self, language: str, key: str, fields: Mapping[str, object] | None = None) -> str:
        """The text of a key. `area-thing.attribute` names an attribute of a message. Of a text
        about one `field` the attribute with that field's name is taken where there is one.

        A field that the text needs and nobody gave is a bug of ours, logged as one; the person
        reads the text without it. Raises UnknownWords for a key that neither the language nor
        the default has.
        """
        name, _, attribute = key.partition(".")
        given, long = _shortened(fields or {})
        for speaking in dict.fromkeys((language, DEFAULT)):
            bundle = self._bundle(speaking)
            if bundle.has_message(name):
                message = bundle.get_message(name)
                about = attribute or str(given.get("field", ""))
                pattern = message.attributes.get(about, None if attribute else message.value)
                assert pattern is not None, f"{speaking}/{key} has no text of its own"
                text, problems = bundle.format_pattern(pattern, given)
                if problems:
                    logger.error("words out of form: %s/%s: %s", speaking, key, problems)
                    missing = dict.fromkeys(_MISSING.findall(str(problems)), "")
                    text, _ = bundle.format_pattern(pattern, {**missing, **given})
                return str(text).translate(long)
        raise UnknownWords(key)

    def sources(self, language: str, area: str) -> str:
        """One file as it is, for sides that read Fluent themselves (the browser)."""
        return (self._folder / language / f"{area}.ftl").read_text("utf-8")

    def _bundle(self, language: str) -> FluentBundle:
        return _bundle(self._folder / language)


@cache
def _bundle(folder: Path) -> FluentBundle:
    """The texts of a language, kept for the life of the process: reading them takes a third of a
    second, and the sandbox builds the program anew for each of its worlds.
    """
    bundle = FluentBundle([folder.name], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


def _shortened(fields: Mapping[str, object]) -> tuple[dict[str, object], dict[int, str]]:
    """The fields with a mark for each long text, and the texts by mark."""
    given, long = dict(fields), dict[int, str]()
    for name, value in fields.items():
        if isinstance(value, str) and len(value) > _LONG:
            mark = _FIRST_MARK + len(long)
            given[name], long[mark] = chr(mark), value
    return given, long
