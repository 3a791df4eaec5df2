"""Zip archives of untrusted origin, read in memory: nothing is unpacked onto the disk, no entity is resolved.

Names in the archive are only looked up, so that one that leads out of it finds nothing; what a header says of a size is not
believed, and a bomb is stopped at a size no book has.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from bilingual.errors import ReadError

LARGEST_FILE, LARGEST_SUM = 32 * 2**20, 256 * 2**20
"""Bytes that one file of an archive, and all files that are read of it, may unpack to."""

DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the zip module raises for archives that are none, cut short, or made to deceive."""


class Archive:
    """The files of a zip archive.

    Raises:
        ReadError: by every method: the archive is damaged, lacks a file, or unpacks to too much.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = LARGEST_SUM
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise self.damaged(error) from error

    def damaged(self, why: object) -> ReadError:
        """The error that says so."""
        return ReadError(f"{self.name} is damaged, or not what its name says ({why}): download or export it again.")

    def holds(self, path: str) -> bool:
        """Whether there is a file of that name."""
        return path in self._zip.namelist()

    def unpack(self, path: str) -> bytes:
        """The bytes of one file."""
        try:
            with self._zip.open(path) as file:
                data = file.read(LARGEST_FILE + 1)
        except DAMAGE as error:
            raise self.damaged(error) from error
        self._left -= len(data)
        if len(data) > LARGEST_FILE or self._left < 0:
            raise ReadError(f"{self.name} unpacks to more than any book or article does: it is not safe to read.")
        return data

    def parse(self, path: str) -> Any:
        """The tree of one XML file."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
        try:
            root = etree.fromstring(self.unpack(path), parser)
        except etree.LxmlError as error:
            raise self.damaged(error) from error
        if root is None:
            raise self.damaged(f"{path} is empty")
        return root
