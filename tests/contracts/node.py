"""What needs Node: the other engine and the compiler. Their packages are in `contracts/`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CONTRACTS = Path(__file__).parents[2] / "contracts"


def run_node(*arguments: str | Path) -> str:
    """The output of a script. Skips, with the reason, where there is no Node or its packages are
    not installed; under SOUK_REQUIRE_ALL=1 that fails.
    """
    node = shutil.which("node")
    if node is None or not (CONTRACTS / "node_modules").is_dir():
        reason = "there is no Node" if node is None else "npm ci --prefix contracts has not run"
        assert os.environ.get("SOUK_REQUIRE_ALL") != "1", reason
        pytest.skip(reason)
    done = subprocess.run(
        [node, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
