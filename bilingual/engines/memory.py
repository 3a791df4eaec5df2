"""A translation memory: what an engine has translated once comes back at once, in every later run.

One SQLite file in the user's cache folder, for several processes at a time; a damaged one is set aside.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import warnings
import zlib
from array import array
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bilingual.engines import Engine
from bilingual.errors import EngineError
from bilingual.model import Attention, Span, Translation

MOST = 200_000
"""Sentences a memory keeps (about 250 MB); the oldest go first."""

SCHEMA = "CREATE TABLE IF NOT EXISTS memory (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"

AT_ONCE = 500
"""Keys asked for in one query."""


class RememberingEngine:
    """An engine that looks into a translation memory first, and puts there what it had to translate.

    A sentence is known by the engine's signature (and `fingerprint`, where it has one) and its exact characters.
    Trouble with the file is never fatal: a damaged one is set aside with a warning, one that cannot be used is not.

    Args:
        engine: the engine that translates what is not known.
        path: the file; None is ``memory.sqlite`` in the user's cache folder.
        most: sentences to keep.
    """

    def __init__(self, engine: Engine, path: Path | None = None, most: int = MOST) -> None:
        self._engine = engine
        self._path = path or default_path()
        self._most = most

    def __getattr__(self, name: str) -> Any:
        """Whatever else the engine offers: its signature, its languages, `attend`."""
        return getattr(self._engine, name)

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence; only those that are new reach the engine.

        Raises:
            EngineError: the engine fails.
        """
        distinct = list(dict.fromkeys(sentences))
        keys = dict(zip(distinct, self._keys(distinct)))
        known = self._look_up(keys.values())
        done = {sentence: known[key] for sentence, key in keys.items() if key in known}
        new = [sentence for sentence in distinct if sentence not in done]
        if new:
            translations = self._engine.translate(new)
            if len(translations) != len(new):
                raise EngineError(f"The engine gave {len(translations)} translations for {len(new)} sentences.")
            done.update(zip(new, translations))
            self._keep([(keys[sentence], done[sentence]) for sentence in new if sentence.strip()])
        return [done[sentence] for sentence in sentences]

    def _keys(self, sentences: Iterable[str]) -> list[bytes]:
        name = getattr(self._engine, "signature", type(self._engine).__qualname__)
        maker = f"{name}\0{getattr(self._engine, 'fingerprint', '')}\0".encode()
        return [hashlib.blake2b(maker + s.encode("utf-8", "replace"), digest_size=16).digest() for s in sentences]

    def _look_up(self, keys: Iterable[bytes]) -> dict[bytes, Translation]:
        wanted = list(keys)

        def run(connection: sqlite3.Connection) -> dict[bytes, Translation]:
            found: dict[bytes, Translation] = {}
            for start in range(0, len(wanted), AT_ONCE):
                some = wanted[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, value FROM memory WHERE key IN ({marks})", some)
                found.update((key, unpack(value)) for key, value in rows)
            return found

        return self._use(run) or {}

    def _keep(self, translations: Sequence[tuple[bytes, Translation]]) -> None:
        now = int(time.time())

        def run(connection: sqlite3.Connection) -> None:
            rows = [(key, pack(translation), now) for key, translation in translations]
            connection.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", rows)
            (count,) = connection.execute("SELECT count(*) FROM memory").fetchone()
            if count > self._most:
                least = count - self._most + self._most // 10
                connection.execute(
                    "DELETE FROM memory WHERE key IN (SELECT key FROM memory ORDER BY used, rowid LIMIT ?)", (least,)
                )

        self._use(run)

    def _use(self, run: Any) -> Any:
        """What `run` makes of the open memory; None, and a warning, where it cannot be used."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=20)) as connection, connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(SCHEMA)
                return run(connection)
        except (OSError, sqlite3.OperationalError) as error:
            warnings.warn(f"The translation memory {self._path} is not used: {error}.", stacklevel=4)
        except (sqlite3.DatabaseError, ValueError, KeyError, zlib.error) as error:
            aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns()}")
            warnings.warn(
                f"The translation memory {self._path} is damaged ({error}) and was set aside as {aside.name}.",
                stacklevel=4,
            )
            _set_aside(self._path, aside)
        return None


def default_path() -> Path:
    """The file in the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("bilingual", appauthor=False) / "memory.sqlite"


def pack(translation: Translation) -> bytes:
    """A translation as bytes: JSON for what is small, the weights as they are, compressed."""
    head: dict[str, Any] = {"text": translation.text, "score": translation.score}
    weights = b""
    if translation.attention is not None:
        head["source"] = [list(span) for span in translation.attention.source]
        head["target"] = [list(span) for span in translation.attention.target]
        shares = (max(0, min(255, round(share * 255))) for row in translation.attention.weights for share in row)
        weights = bytes(shares)
    first = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return zlib.compress(len(first).to_bytes(4, "big") + first + weights, 1)


def unpack(value: bytes) -> Translation:
    """The translation that was packed; its weights are exact to 1/255."""
    data = zlib.decompress(value)
    size = int.from_bytes(data[:4], "big")
    head, weights = json.loads(data[4 : 4 + size]), data[4 + size :]
    if "source" not in head:
        return Translation(head["text"], head["score"])
    width = len(head["source"])
    rows = [
        array("f", (share / 255 for share in weights[start : start + width]))
        for start in range(0, width * len(head["target"]), width or 1)
    ]
    source, target = ([Span(*pair) for pair in head[side]] for side in ("source", "target"))
    return Translation(head["text"], head["score"], Attention(tuple(source), tuple(target), rows))


def _set_aside(path: Path, aside: Path) -> None:
    """Move a damaged file away, with the journal beside it."""
    try:
        path.rename(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError:
        pass  # another process did it, or it may not be moved: the next run tries again
