"""TON's machine as a native library: which build this computer needs, and where it lies.

It comes out of the wheels that PyPI `pytvm` has for Python 3.11. Nothing in it knows of Python, so
it serves any other Python as well; the wheel itself installs on 3.11 only.
"""

import importlib.util
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "pytvm"
VERSION = "0.0.14"


class EngineMissing(Exception):
    """The native library is not there: `python -m scripts.sandbox.ton.fetch` brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build: the wheel's platform and sha256, the library's name in it and its sha256."""

    platform: str
    wheel: str
    name: str
    library: str

    @property
    def path(self) -> Path:
        """Where it is kept: in the environment of this Python, whichever made it."""
        return Path(sys.prefix) / "lib" / "souk" / self.name


BUILDS = {
    ("Linux", "x86_64"): Build(
        platform="manylinux_2_27_x86_64",
        wheel="18a1c164ba45e9fbc6a325102b193e159d8b57258c11ae669a13cbb2023d6cb4",
        name="libemulator-linux-x86_64.so",
        library="97450676781ce258d24eaa71eb346494e43bf430a0d0de9dd5116dc5a5cd7aff",
    ),
    ("Darwin", "arm64"): Build(
        platform="macosx_11_0_arm64",
        wheel="6f29870c78c52cdfcc3e185adababa678be7488b32b42508c35c9b0443cb2268",
        name="libemulator-mac-arm64.dylib",
        library="9dbd48224e378f7c0e2ed1ed8e9aca195af8baabcded43372ea4c72cb34cdc26",
    ),
    ("Darwin", "x86_64"): Build(
        platform="macosx_11_0_x86_64",
        wheel="05a0001f2faad088478cb7b4a68286fc39982921b06d2d63e982c900a19b7470",
        name="libemulator-mac-x86-64.dylib",
        library="c92f59291db4a56378395b90560f3edfa557d07cf5fef2a7a3d8cacf1957d420",
    ),
}


def build() -> Build:
    """The build for this computer. Raises EngineMissing where there is none."""
    found = BUILDS.get((platform.system(), platform.machine()))
    if found is None:
        raise EngineMissing(f"no build for {platform.system()} on {platform.machine()}")
    return found


def find_library() -> Path:
    """Where the library lies: as fetched, or in an installed package, which is never imported.

    Raises EngineMissing.
    """
    wanted = build()
    if wanted.path.is_file():
        return wanted.path
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        library = Path(folder) / "engine" / wanted.name
        if library.is_file():
            return library
    raise EngineMissing(f"{wanted.path} is not there: run python -m scripts.sandbox.ton.fetch")
