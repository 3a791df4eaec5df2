"""The engine of a model package: an Argos package folder (`metadata.json`, `model/`, `sentencepiece.model`), or a
CTranslate2 folder converted from OPUS-MT (`model.bin`, `source.spm`, `target.spm`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bilingual import __version__
from bilingual.engines.attempts import translate_all
from bilingual.engines.runtime import BEAM, Runtime, load
from bilingual.errors import EngineError
from bilingual.model import Attention, Translation

SAMPLE = 2**20
"""Bytes at either end of a model that tell it from another."""

AT_ONCE = 2000
"""Sentences in the hands of the runtime at once: what keeps memory flat however many are given."""


class PackageEngine:
    """Translates with one model package; loads it at the first sentence, once for the whole process, for all threads.

    Args:
        folder: the package.
        name: how the signature calls it; the folder's name when None.

    Raises:
        EngineError: the folder is no model package, or it is damaged.
    """

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder = Path(folder).resolve()
        metadata = read_metadata(self.folder)
        self.source_lang = str(metadata.get("from_code", "fr"))
        self.target_lang = str(metadata.get("to_code", "en"))
        self._prefix = str(metadata.get("target_prefix", ""))
        self.version = str(metadata.get("package_version", "?"))
        self._name = f"{name or self.folder.name} {self.source_lang}-{self.target_lang} {self.version}"

    @property
    def signature(self) -> str:
        """What made the text: the package and its version, the runtime, the search."""
        import ctranslate2  # type: ignore[import-untyped]

        return f"{self._name} | ctranslate2 {'.'.join(ctranslate2.__version__.split('.')[:2])} | beam {BEAM}"

    @property
    def fingerprint(self) -> str:
        """Tells apart two packages of the same name and version: a digest of the model's first and last megabyte."""
        model = next((p for p in (self.folder / "model" / "model.bin", self.folder / "model.bin") if p.is_file()), None)
        if model is None:
            return ""
        digest = hashlib.blake2b(f"{__version__} {model.stat().st_size}".encode(), digest_size=8)
        with model.open("rb") as file:
            digest.update(file.read(SAMPLE))
            file.seek(max(0, model.stat().st_size - SAMPLE))
            digest.update(file.read(SAMPLE))
        return digest.hexdigest()

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence, in order, with score and attention; "" gives "".

        Each distinct sentence is translated once. The attention points into the sentences and into the texts.

        Raises:
            EngineError: the package cannot be loaded or run.
        """
        if isinstance(sentences, str):
            raise EngineError("translate() needs a list of sentences, not one string: give it [sentence].")
        distinct = sorted({sentence for sentence in sentences if sentence.strip()}, key=lambda s: (len(s), s))
        done: dict[str, Translation] = {}
        for start in range(0, len(distinct), AT_ONCE):
            some = distinct[start : start + AT_ONCE]
            try:
                done.update(zip(some, translate_all(self._load(), some)))
            except RuntimeError as error:
                raise EngineError(f"The model in {self.folder} failed while translating: {error}.") from error
        return [done.get(sentence, Translation("")) for sentence in sentences]

    def attend(self, sources: Sequence[str], targets: Sequence[str]) -> list[Attention]:
        """How each target would be read off its source (forced decoding).

        Raises:
            EngineError: the package cannot be loaded or run.
        """
        return self._load().attend(sources, targets)

    def _load(self) -> Runtime:
        return load(self.folder, (self.source_lang, self.target_lang), self._prefix)


def read_metadata(folder: Path) -> dict[str, Any]:
    """What the package in `folder` says of itself; nothing for a folder converted from OPUS-MT.

    Raises:
        EngineError: the folder is no model package, or its metadata are damaged.
    """
    path = folder / "metadata.json"
    if not path.is_file():
        if (folder / "model.bin").is_file():
            return {}
        raise EngineError(f"The folder {folder} is no model package: it has neither metadata.json nor model.bin.")
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"The file {path} is damaged; get the model package again.") from error
    if not isinstance(metadata, dict):
        raise EngineError(f"The file {path} is damaged; get the model package again.")
    return metadata
