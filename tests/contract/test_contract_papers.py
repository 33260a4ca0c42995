"""The examples of docs/api.md, run against the program as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.outsider import Outside

PAPER = Path(__file__).parents[2] / "docs" / "api.md"
RUN = {
    "python": 'asyncio.run(follow("{url}", "{key}", frames=1))\n',
    "javascript": 'await follow("{url}", "{key}", 1);\n',
}

SWITCHED = 20
LENT = (
    "data:text/javascript,globalThis.WebSocket=class{constructor(){setTimeout(()=>this.onopen())}"
    "send(){setTimeout(()=>this.onmessage({data:'{\"snapshot\":1}'}),50)}close(){}}"
)


def example(language: str) -> str:
    """How gifts are read; what starts it stays away."""
    text = PAPER.read_text("utf-8").partition("## Gifts")[2]
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1].partition("\n\nif __name__")[0] + "\n"


@pytest.mark.parametrize("language", sorted(RUN))
def test_the_example_of_gifts_runs(outside: Outside, tmp_path: Path, language: str) -> None:
    lot = outside.world.get("/listings?limit=1")["items"][0]
    outside.world.idle()
    script = tmp_path / f"example.{'py' if language == 'python' else 'mjs'}"
    start = RUN[language].format(url=outside.program.url, key=lot["collection"])
    script.write_text(example(language) + start, "utf-8")
    command = [sys.executable] if language == "python" else _node()
    ran = subprocess.run(
        [*command, str(script)], capture_output=True, text=True, check=True, timeout=60
    )
    assert f"{lot['collection']}-" in ran.stdout
    assert "snapshot" in ran.stdout


def _node() -> list[str]:
    """Node 20 and 21 have WebSocket behind a switch, later ones without. An older one has none:
    there the test lends it one that hears a single frame.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node")
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    major = int(told.stdout.strip().lstrip("v").partition(".")[0])
    switch = ["--experimental-websocket"] if major >= SWITCHED else ["--import", LENT]
    return [node, "--no-warnings", *switch]
