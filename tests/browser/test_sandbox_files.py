"""The files of the sandbox page: words, vendored code, addresses."""

import hashlib
import re
from pathlib import Path

from tests.browser.conftest import OpenPage
from tests.browser.desk import Desk

PAGE = Path("scripts/sandbox/page")


async def test_the_page_speaks_both_languages_completely(desk: Desk, page: OpenPage) -> None:
    there = await page(desk.url)
    en, ru = [
        await there.evaluate(
            f"async () => (await import('/static/words/{language}.js')).{language}"
        )
        for language in ("en", "ru")
    ]
    assert en.keys() == ru.keys()
    assert [key for key in en if places(en[key]) != places(ru[key])] == []
    assert used_keys() - en.keys() == set()


def places(word: str | dict[str, str]) -> set[str]:
    """What a word leaves open, e.g. `{name}`, in all its forms."""
    return set(re.findall(r"\{\w+\}", str(word)))


def used_keys() -> set[str]:
    """The keys that the page asks for by name; others are put together while it runs."""
    scripts = [path.read_text() for path in PAGE.rglob("js/**/*.js")]
    return set(re.findall(r"\bwords\('([\w.-]+)'", "\n".join(scripts)))


def test_vendored_files_are_those_of_the_table() -> None:
    table = (PAGE / "vendor/README.md").read_text()
    rows = re.findall(r"^\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|$", table, re.MULTILINE)
    assert [name for name, _ in rows] == [path.name for path in sorted(PAGE.glob("vendor/*.js"))]
    for name, digest in rows:
        assert hashlib.sha256((PAGE / "vendor" / name).read_bytes()).hexdigest() == digest


def test_no_file_of_the_page_names_an_outside_address() -> None:
    allowed = re.compile(r"https?://(www\.w3\.org/|t\.me/|127\.0\.0\.1|localhost|\$\{)")
    for path in PAGE.rglob("*"):
        if path.suffix in {".js", ".css", ".html"} and path.parent.name != "vendor":
            for found in re.finditer(r"https?://[\w$]", path.read_text()):
                rest = path.read_text()[found.start() : found.start() + 60]
                assert allowed.match(rest), f"{path}: {rest}"
