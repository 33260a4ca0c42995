"""The key that signs sessions: given by a setting, or made once and kept in the data folder."""

import hashlib
import os
from pathlib import Path
from typing import Final

from domain.shared.chance import Chance

FILE: Final = "secret.key"
SIZE_BYTES: Final = 32


def session_secret(folder: Path, given: str, chance: Chance) -> bytes:
    """32 bytes. A given text of any length is stretched by SHA-256; a kept file is owner-only."""
    if given:
        return hashlib.sha256(given.encode()).digest()
    path = folder / FILE
    if not path.exists():
        _keep(path, chance.token(SIZE_BYTES))
    kept = path.read_bytes()
    assert len(kept) == SIZE_BYTES, f"{path} is not a key of ours"
    return kept


def _keep(path: Path, secret: bytes) -> None:
    """Written aside and linked into place: two starts at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        return
    finally:
        aside.unlink()
