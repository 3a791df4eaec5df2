"""Runs a model package on CTranslate2: batched, loaded once for the process, with scores and attention.

A package is an Argos package folder (`metadata.json`, `model/`, `sentencepiece.model`), or a CTranslate2 folder
converted from OPUS-MT (`model.bin`, `source.spm`, `target.spm`).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bilingual.engines.pieces import Tokenizer, load_tokenizer
from bilingual.engines.typography import typeset
from bilingual.errors import EngineError
from bilingual.model import Attention, Span, Translation

if TYPE_CHECKING:
    import ctranslate2

BEAM = 4
BATCH = 1024
"""Pieces in a batch, padding included: what keeps two cores busy and memory low."""


class Loaded(NamedTuple):
    """A package in memory."""

    translator: ctranslate2.Translator
    tokenizer: Tokenizer


_loaded: dict[Path, Loaded] = {}
_lock = threading.Lock()


class PackageEngine:
    """The engine of one model package; loads it at the first sentence, once for the whole process, for all threads.

    Args:
        folder: the package.
        name: how the signature calls it; the folder's name when None.

    Raises:
        EngineError: the folder is not a model package, or it is damaged.
    """

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder = Path(folder).resolve()
        metadata = _read_metadata(self.folder)
        self.source_lang = metadata.get("from_code", "fr")
        self.target_lang = metadata.get("to_code", "en")
        self._name = (
            f"{name or self.folder.name} {self.source_lang}-{self.target_lang} {metadata.get('package_version', '?')}"
        )

    @property
    def signature(self) -> str:
        """What made the text: the package and its version, the runtime, the search."""
        import ctranslate2

        return f"{self._name} | ctranslate2 {'.'.join(ctranslate2.__version__.split('.')[:2])} | beam {BEAM}"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence, in order, with score and attention; "" gives "".

        Raises:
            EngineError: the package cannot be loaded or run.
        """
        distinct = sorted({s for s in sentences if s.strip()}, key=lambda s: (len(s), s))
        done = dict(zip(distinct, self._translate_distinct(distinct))) if distinct else {}
        return [done.get(sentence, Translation("")) for sentence in sentences]

    def attend(self, sources: Sequence[str], targets: Sequence[str]) -> list[Attention]:
        """How each target would be read off its source: the attention of forced decoding.

        Raises:
            EngineError: the package cannot be loaded or run.
        """
        loaded = _load(self.folder)
        source = loaded.tokenizer.encode(sources)
        target = loaded.tokenizer.encode(targets)
        order = sorted(range(len(source)), key=lambda i: len(target[i].pieces))
        attention = [Attention((), (), ())] * len(source)
        order = [i for i in order if source[i].pieces and target[i].pieces]
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            results = loaded.translator.translate_batch(
                [source[i].pieces for i in batch],
                target_prefix=[target[i].pieces for i in batch],
                beam_size=1,
                max_decoding_length=max(len(target[i].pieces) for i in batch),
                return_attention=True,
            )
            for i, result in zip(batch, results):
                rows = result.attention[0][: len(target[i].pieces)]
                attention[i] = _attention(source[i].spans, target[i].spans, rows)
        return attention

    def _translate_distinct(self, sentences: Sequence[str]) -> list[Translation]:
        loaded = _load(self.folder)
        source = loaded.tokenizer.encode(sentences)
        results = loaded.translator.translate_batch(
            [s.pieces for s in source],
            max_batch_size=BATCH,
            batch_type="tokens",
            beam_size=BEAM,
            max_decoding_length=256,
            replace_unknowns=True,
            return_scores=True,
            return_attention=True,
        )
        translations = []
        for pieces, result in zip(source, results):
            text, spans = typeset(*loaded.tokenizer.decode(result.hypotheses[0]))
            attention = _attention(pieces.spans, spans, result.attention[0])
            translations.append(Translation(text, result.scores[0], attention))
        return translations


def _attention(source: Sequence[Span], target: Sequence[Span], rows: Sequence[Sequence[float]]) -> Attention:
    """The attention between characters: pieces that are no character of their own are joined to the next."""
    rows = [row[: len(source)] for row in rows]
    weights = [row + [0.0] * (len(source) - len(row)) for row in rows]
    return Attention(tuple(source), tuple(target), weights)


def _read_metadata(folder: Path) -> dict[str, str]:
    path = folder / "metadata.json"
    if not path.is_file():
        if (folder / "source.spm").is_file():
            return {}
        raise EngineError(f"The folder {folder} is no model package: it has no metadata.json.")
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise EngineError(f"The file {path} is damaged; get the model package again.") from error
    if not isinstance(metadata, dict):
        raise EngineError(f"The file {path} is damaged; get the model package again.")
    return metadata


def _load(folder: Path) -> Loaded:
    """The package in memory: read once for the process, shared by all threads."""
    with _lock:
        if folder not in _loaded:
            import ctranslate2

            model = folder / "model" if (folder / "model").is_dir() else folder
            workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            try:
                translator = ctranslate2.Translator(
                    str(model), compute_type="int8", inter_threads=workers, intra_threads=1
                )
            except (RuntimeError, ValueError) as error:
                raise EngineError(f"The model in {model} cannot be loaded: {error}.") from error
            _loaded[folder] = Loaded(translator, load_tokenizer(folder))
        return _loaded[folder]
