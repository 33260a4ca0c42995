"""Words: the same keys and fields in each language, a text for each refusal, none unused."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import domain
from domain.shared.refusals import DomainError
from locales.words import DEFAULT, FOLDER, Words

ROOT = Path(__file__).parents[2]
WORDS = Words()
FILES = sorted(path.name for path in (FOLDER / DEFAULT).glob("*.ftl"))
OTHERS = [language for language in WORDS.languages if language != DEFAULT]


class Fields(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  its name
        self.names.add(node.id.name)


def entries(language: str, name: str) -> dict[str, set[str]]:
    """Keys of a file (attributes included) with the fields each uses."""
    resource = FluentParser().parse((FOLDER / language / name).read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        assert not isinstance(entry, ftl.Junk), f"{language}/{name}: {entry.content}"
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{language}/{name}: {entry.id.name} twice"
            fields = Fields()
            fields.visit(entry)
            found[entry.id.name] = fields.names
    return found


def refusals(kind: type[DomainError] = DomainError) -> set[str]:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    ours = kind.__module__.startswith("domain.")
    codes = {kind.code} if ours else set()
    for child in kind.__subclasses__():
        codes |= refusals(child)
    return codes


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_same_files(language: str) -> None:
    for pattern in ("*.ftl", "*.md"):
        ours = {path.name for path in (FOLDER / language).glob(pattern)}
        assert ours == {path.name for path in (FOLDER / DEFAULT).glob(pattern)}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", FILES)
def test_each_language_has_the_same_keys_and_fields(language: str, name: str) -> None:
    assert entries(language, name) == entries(DEFAULT, name)


def test_no_key_stands_in_two_files() -> None:
    seen: dict[str, str] = {}
    for name in FILES:
        for key in entries(DEFAULT, name):
            assert key not in seen, f"{key} in {name} and {seen[key]}"
            seen[key] = name


def test_each_refusal_code_has_a_text() -> None:
    missing = {code for code in refusals() if not WORDS.has(f"refusal-{code}")}
    assert missing == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_the_default_language(language: str) -> None:
    """A value without a letter of the language, longer than a word, was not translated."""
    alphabet = {"ru": "\u0430-\u044f\u0451"}[language]
    for name in FILES:
        text = (FOLDER / language / name).read_text("utf-8")
        for line in re.findall(r"^[a-z][a-z0-9-]* = (.{12,})$", text, re.MULTILINE):
            plain = re.sub(r"\{[^}]*\}|<[^>]*>|/\w+", "", line)
            letters = re.findall(r"[^\W\d_]", plain)
            own = re.findall(f"[{alphabet}]", plain, re.IGNORECASE)
            assert len(letters) < 12 or len(own) * 4 > len(letters), f"{name}: {line}"


def test_no_user_visible_word_stands_in_python() -> None:
    """At the chat entrance every text comes from a key: no sentence is a literal there."""
    for path in (ROOT / "handlers").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        unseen = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assert) or _is_log(node)
            for part in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) in docs or id(node) in unseen:
                    continue
                assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", node.value), (
                    f"{path.relative_to(ROOT)}:{node.lineno}: {node.value[:50]}"
                )


def _is_log(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "logger"
    )


def test_each_notice_of_the_domain_has_its_words_with_its_fields() -> None:
    """`Notice(text=..., fields={...})` and the labels of its buttons are keys that exist."""
    known = {key: fields for name in FILES for key, fields in entries(DEFAULT, name).items()}
    keys: set[str] = set()
    for path in (ROOT / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                keys.update(re.findall(r"^(?:notice|button)-[a-z-]+$", node.value))
    assert keys
    assert keys - known.keys() == set()
