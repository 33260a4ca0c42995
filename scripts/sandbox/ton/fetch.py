"""`python -m scripts.sandbox.ton.fetch`: bring the native library into this environment.

The wheel is downloaded by pip, by version and sha256; only the library is taken out of it, and
only when its own sha256 is the one known. What is there already is left alone.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from scripts.sandbox.ton.native import PACKAGE, VERSION, Build, EngineMissing, build

_DOWNLOAD_S_MAX = 300


def main() -> int:
    """0 when the library is in its place, 1 with a reason when it cannot be."""
    try:
        wanted = build()
        if not _is_there(wanted):
            _fetch(wanted)
    except EngineMissing as error:
        print(f"TON's machine cannot be fetched: {error}", file=sys.stderr)
        return 1
    return 0


def _is_there(wanted: Build) -> bool:
    path = wanted.path
    return path.is_file() and _sha256(path.read_bytes()) == wanted.library


def _fetch(wanted: Build) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = _download(wanted, Path(folder))
        with zipfile.ZipFile(wheel) as packed:
            library = packed.read(f"{PACKAGE}/engine/{wanted.name}")
    if _sha256(library) != wanted.library:
        raise EngineMissing("the library in the wheel is not the one known")
    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    # Put in place whole, so that nobody loads half of it.
    half = wanted.path.with_suffix(".part")
    half.write_bytes(library)
    half.replace(wanted.path)


def _download(wanted: Build, folder: Path) -> Path:
    """The wheel for Python 3.11, whichever Python this is. Raises EngineMissing."""
    needed = folder / "needed.txt"
    needed.write_text(f"{PACKAGE}=={VERSION} --hash=sha256:{wanted.wheel}\n")
    options = ("--no-deps", "--only-binary=:all:", "--implementation", "cp", "--abi", "cp311")
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    python = ("--python-version", "3.11", "--platform", wanted.platform, "--require-hashes")
    try:
        done = subprocess.run(
            (*pip, *options, *python, "--requirement", needed, "--dest", folder),
            capture_output=True,
            text=True,
            check=False,
            timeout=_DOWNLOAD_S_MAX,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineMissing("the download took too long") from error
    wheel = next(folder.glob("*.whl"), None)
    if done.returncode != 0 or wheel is None:
        raise EngineMissing(done.stderr.strip() or "pip brought nothing")
    return wheel


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
