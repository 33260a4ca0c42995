"""The dashboard asks only for figures that the program gives."""

import json
import re
from pathlib import Path

from bot.runtime.metrics import Metrics
from bot.runtime.supervisor import Supervisor

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "docs" / "deploy" / "dashboard.json"


async def test_each_figure_of_the_dashboard_exists() -> None:
    """Counters of the process stand in the registry, business figures in bot/watch.py."""
    metrics = Metrics(Supervisor())
    given = set(re.findall(r"^# TYPE (\w+)", (await metrics.render()).decode(), re.MULTILINE))
    given |= set(re.findall(r'"(souk_\w+)"', (ROOT / "bot" / "watch.py").read_text("utf-8")))
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    asked = {
        re.sub(r"_(count|bucket|sum)$", "", name)
        for panel in panels
        for target in panel["targets"]
        for name in re.findall(r"souk_\w+", target["expr"])
    }
    assert asked
    assert asked - given == set()
