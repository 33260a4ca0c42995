"""Pictures kept in a folder, the least used thrown away when there are more bytes than allowed.

A file is named by the hash of its address and holds the picture alone. What is used is remembered
in memory; after a start the oldest files go first. Files are read and written in threads.
"""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

_PART: Final = ".part"
_NAME_LENGTH: Final = 64


class PictureFolder:
    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._bytes = 0
        self._opening = asyncio.Lock()
        self._open = False

    @property
    def size_bytes(self) -> int:
        return self._bytes

    async def get(self, address: str) -> bytes | None:
        await self._opened()
        name = _name(address)
        if name not in self._sizes:
            return None
        self._sizes.move_to_end(name)
        try:
            return await asyncio.to_thread(self._path(name).read_bytes)
        except OSError:
            self._forget(name)
            return None

    async def put(self, address: str, body: bytes) -> None:
        """A disk that is full or gone costs a picture's keeping, not the picture."""
        await self._opened()
        if len(body) > self._most_bytes:
            return
        name = _name(address)
        try:
            await asyncio.to_thread(self._write, name, body)
        except OSError as error:
            logger.warning("pictures cannot be kept: %s", type(error).__name__)
            return
        self._forget(name)
        self._sizes[name] = len(body)
        self._bytes += len(body)
        await self._shrink()

    async def drop(self, address: str) -> None:
        await self._opened()
        name = _name(address)
        self._forget(name)
        await asyncio.to_thread(self._remove, name)

    async def clear(self) -> None:
        await self._opened()
        for name in list(self._sizes):
            self._forget(name)
            await asyncio.to_thread(self._remove, name)

    async def _opened(self) -> None:
        if self._open:
            return
        async with self._opening:
            if not self._open:
                found = await asyncio.to_thread(self._scan)
                self._sizes.update(found)
                self._bytes = sum(self._sizes.values())
                self._open = True
                await self._shrink()

    async def _shrink(self) -> None:
        while self._bytes > self._most_bytes:
            name = next(iter(self._sizes))
            self._forget(name)
            await asyncio.to_thread(self._remove, name)

    def _forget(self, name: str) -> None:
        self._bytes -= self._sizes.pop(name, 0)

    def _scan(self) -> dict[str, int]:
        """What an earlier run kept, oldest first; what it left half written goes."""
        if not self._folder.is_dir():
            return {}
        found = []
        for path in self._folder.glob("??/*"):
            if len(path.name) != _NAME_LENGTH:
                path.unlink(missing_ok=True)
                continue
            known = path.stat()
            found.append((known.st_mtime_ns, path.name, known.st_size))
        return {name: size for _, name, size in sorted(found)}

    def _write(self, name: str, body: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(_PART)
        part.write_bytes(body)
        part.replace(path)

    def _remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _name(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
