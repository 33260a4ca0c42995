"""The browser's side and the words it reads: every key exists and every key is used."""

import re
from itertools import chain
from pathlib import Path

from locales.words import Words
from webapp.pages import AREA_WORDS

ROOT = Path(__file__).parents[2]
JS = ROOT / "webapp/static/js"
TEMPLATES = ROOT / "webapp/templates"
WORDS = Words()

CALL = re.compile(r"""\b(?:t|known)\((?P<quote>['`])(?P<key>[^'`]+)(?P=quote)""")
CHOICE = re.compile(r"""\bt\([^()'`]+ \? '(?P<one>[a-z-]+)' : '(?P<other>[a-z-]+)'""")
NAMED = re.compile(r"""say\('(?P<key>(?:pages|app)-[\w-]+)'""")


def own_keys(area: str) -> set[str]:
    """Of an area's files: the browser's words, and those of pages, have more than one."""
    more = {"app": AREA_WORDS, "pages": ("gifts",)}.get(area, ())
    files = [area, *(f"{area}_{name}" for name in more)]
    text = "\n".join(WORDS.sources("en", name) for name in files)
    return set(re.findall(rf"^({area}-[\w-]+) =", text, re.MULTILINE))


def scripts() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(JS.rglob("*.js")))


def pages() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*.html")))


def exact_keys() -> set[str]:
    """Keys that the scripts write in full."""
    text = scripts()
    plain = {match["key"] for match in CALL.finditer(text) if "${" not in match["key"]}
    either = chain.from_iterable(match.group("one", "other") for match in CHOICE.finditer(text))
    return {f"app-{key}" for key in plain | set(either)}


def patterns() -> list[re.Pattern[str]]:
    """Keys that the scripts put together, as patterns."""
    text = scripts()
    made = {match["key"] for match in CALL.finditer(text) if "${" in match["key"]}
    made |= {"asset-${code}"}
    return [re.compile("app-" + re.sub(r"\$\{.*?\}", r"[\\w-]+", key) + "$") for key in made]


def test_each_key_of_a_script_has_words() -> None:
    assert len(exact_keys()) > 80, "the search for keys found too little"
    assert exact_keys() - own_keys("app") == set()


def test_each_key_of_a_page_has_words() -> None:
    named = {match["key"] for match in NAMED.finditer(pages()) if not match["key"].endswith("-")}
    assert len(named) > 20, "the search for keys found too little"
    assert named - own_keys("app") - own_keys("pages") == set()


def test_no_words_of_the_browser_are_left_over() -> None:
    # A key may also be handed over as a value, so any quoted text counts as its use.
    quoted = {f"app-{key}" for key in re.findall(r"['`\"]([a-z][a-z-]+)['`\"]", scripts())}
    named = {match["key"] for match in NAMED.finditer(pages())}
    loose = own_keys("app") - exact_keys() - quoted - named
    assert {key for key in loose if not any(made.match(key) for made in patterns())} == set()
    assert own_keys("pages") - named == set()


def test_no_words_stand_in_a_script() -> None:
    """A text between tags or in an attribute that people hear comes from a key."""
    for path in sorted(JS.rglob("*.js")):
        text = path.read_text("utf-8")
        for label in re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text):
            assert not re.search(r"[A-Za-z]{3,}", label), f"{path.name}: {label}"
        assert not re.search("[\u0400-\u04ff]", text), path.name
