"""Who may import whom, and papers that name only what is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATH = re.compile(
    r"`((?:bot|handlers|webapp|domain|storage|locales|scripts|tests|benchmarks|docs)/"
    r"[\w./*<>-]*|main\.py|pyproject\.toml|Makefile)`"
)


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_papers_name_only_what_is_there(paper: Path) -> None:
    for named in PATH.findall(paper.read_text("utf-8")):
        known = re.split(r"[<*]", named)[0]
        path = known if known == named else known.rpartition("/")[0]
        assert (ROOT / path.rstrip("/")).exists(), f"{paper.name} names {named}"


def test_main_is_at_most_30_lines_of_code() -> None:
    lines = (ROOT / "main.py").read_text("utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 30


def test_no_address_of_a_package_index_stands_in_the_lock_files() -> None:
    for name in ("requirements.lock", "tests/requirements.lock"):
        assert not re.search(r"https?://|--(extra-)?index", (ROOT / name).read_text("utf-8"))


def test_each_locked_package_has_hashes() -> None:
    for name in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / name).read_text("utf-8")
        for entry in re.split(r"\n(?=[a-z0-9])", text):
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_two_locks_agree() -> None:
    def versions(name: str) -> dict[str, str]:
        found = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        return dict(found)

    run, test = versions("requirements.lock"), versions("tests/requirements.lock")
    assert {name: run[name] for name in run.keys() & test.keys()} == {
        name: test[name] for name in run.keys() & test.keys()
    }


def test_ci_calls_the_one_script() -> None:
    assert re.findall(r"run: (.+)", (ROOT / ".github/workflows/ci.yml").read_text("utf-8")) == [
        ".ci/run"
    ]


def test_no_two_test_files_share_a_name() -> None:
    """Test folders are no packages, so pytest knows a file by its name alone."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
