"""The language packages that Argos Translate installed for the user, on our own fast path."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bilingual.engines.draft import join_pieces
from bilingual.engines.package import PackageEngine, read_metadata
from bilingual.errors import EngineError
from bilingual.model import Translation

PIVOT = "en"
"""Argos has a package from and to English for each of its languages: the bridge where there is no direct one."""


class PivotEngine:
    """Two engines one after the other; the attention is that of the second read through that of the first."""

    def __init__(self, first: PackageEngine, second: PackageEngine) -> None:
        self._first, self._second = first, second
        self.source_lang, self.target_lang = first.source_lang, second.target_lang

    @property
    def signature(self) -> str:
        """Both signatures."""
        return f"{self._first.signature}, then {self._second.signature}"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence; see `PackageEngine.translate`."""
        between = self._first.translate(sentences)
        final = self._second.translate([translation.text for translation in between])
        return [_through(first, second) for first, second in zip(between, final)]


def _through(first: Translation, second: Translation) -> Translation:
    if first.attention is None or second.attention is None:
        return second
    rows = []
    for row in second.attention.weights:
        shares = [0.0] * len(first.attention.source)
        for piece, weight in zip(second.attention.source, row):
            read = [r for span, r in zip(first.attention.target, first.attention.weights) if span.overlaps(piece)]
            for given in read:
                shares = [share + weight * other / len(read) for share, other in zip(shares, given)]
        rows.append([min(1.0, share) for share in shares])
    score = None if first.score is None or second.score is None else first.score + second.score
    return Translation(second.text, score, join_pieces(first.attention.source, second.attention.target, rows))


def package_folders() -> list[Path]:
    """The folders in which Argos Translate keeps its packages, as its own settings say (nothing is created)."""
    home = Path(os.environ.get("SNAP_USER_DATA", Path.home()))
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share")) / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config")) / "argos-translate" / "settings.json"
    try:
        settings = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        settings = {}
    folder = os.environ.get("ARGOS_PACKAGES_DIR") or settings.get("ARGOS_PACKAGES_DIR") or data / "packages"
    legacy = os.environ.get("ARGOS_TRANSLATE_PACKAGE_DIR")
    return [Path(folder), *([Path(legacy)] if legacy else [])]


def find_packages() -> Iterator[Path]:
    """The folders of the translation packages that are installed for Argos Translate."""
    for folder in package_folders():
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if (path / "metadata.json").is_file() and read_metadata(path).get("type", "translate") == "translate":
                yield path


def get_argos_engine(source: str = "fr", target: str = "en") -> PackageEngine | PivotEngine:
    """The engine of the newest installed package from `source` to `target`, or of two that meet in English.

    Raises:
        EngineError: there is none.
    """
    packages = [PackageEngine(path, name="argos") for path in find_packages()]

    def newest(source: str, target: str) -> PackageEngine | None:
        fitting = [p for p in packages if (p.source_lang, p.target_lang) == (source, target)]
        return max(fitting, key=lambda p: [int(n) if n.isdigit() else 0 for n in p.version.split(".")], default=None)

    direct, first, second = newest(source, target), newest(source, PIVOT), newest(PIVOT, target)
    if direct is not None:
        return direct
    if first is not None and second is not None:
        return PivotEngine(first, second)
    raise EngineError(
        f"No Argos package from {source} to {target} is installed in {package_folders()[0]}: "
        f"get one with `bilingual models install {source} {target}`."
    )
