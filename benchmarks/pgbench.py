"""The anchor on Postgres."""

import re
import subprocess

from benchmarks.figures import Load
from tests.postgres import PostgresServer


class PgBench:
    """`pgbench -s 10 -c 16 -j 2 -M simple` on the same server."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._options = ["-h", server.socket_folder, "-U", "souk"]

    def fill(self) -> None:
        self._call("-i", "-q", "-s", "10")

    def run(self, seconds: float) -> Load:
        whole_s = str(max(1, round(seconds)))
        text = self._call("-n", "-c", "16", "-j", "2", "-M", "simple", "-T", whole_s)
        tps = re.search(r"tps = ([0-9.]+)", text)
        latency = re.search(r"latency average = ([0-9.]+) ms", text)
        assert tps is not None, text
        assert latency is not None, text
        return Load(float(tps.group(1)), float(latency.group(1)), float(latency.group(1)))

    def _call(self, *options: str) -> str:
        command = [self._server.tool("pgbench"), *self._options, *options, "pgbench"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
