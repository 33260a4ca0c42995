"""Another release of the program on the same data: the terms say something new."""

import shutil
from pathlib import Path

import pytest

from tests.program import ROOT, Program
from tests.talk import meet


def release(folder: Path, *, terms: str) -> Path:
    """A tree like ours in which the terms say something more, in every language."""
    for part in ROOT.iterdir():
        if not part.name.startswith(".") and part.name not in {"main.py", "locales"}:
            (folder / part.name).symlink_to(part)
    shutil.copy(ROOT / "main.py", folder)
    shutil.copytree(ROOT / "locales", folder / "locales")
    for path in folder.glob("locales/*/terms.md"):
        path.write_text(path.read_text("utf-8") + f"10. **News.** {terms}\n", "utf-8")
    return folder


@pytest.fixture
def engine() -> str:
    """One engine is enough where the store is not the point; the tests of money take both."""
    return "sqlite"


def test_changed_terms_are_asked_again(program: Program, tmp_path: Path) -> None:
    alice = meet(program, "alice")
    alice.say("/topup 50")
    slug = alice.invoice()["slug"]
    program.stop()
    program.tree = release(tmp_path, terms="Frogs are welcome.")
    program.start()
    try:
        paid = alice.pay(slug)
        assert paid["status"] == "failed"
        assert "accept the terms" in paid["reason"]
        for text in ("/wallet", "/topup 50", "hello", "/start"):
            assert "Our terms have changed" in alice.say(text)
            assert "terms:accept" in alice.buttons()
        alice.press("terms:read")
        assert "Frogs are welcome" in alice.newest
        alice.press("menu")
        alice.press("terms:accept")
        assert "Thank you" in alice.newest
        assert alice.pay(slug)["status"] == "paid"
    finally:
        program.stop()
        program.tree = ROOT
        program.start()
    assert "Our terms have changed" in alice.say("/wallet")
