"""CTranslate2 behind one call: a package loaded once for the process, texts in, readings out."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilingual.engines.compose import Reading
from bilingual.engines.pieces import Pieces, Tokenizer, load_tokenizer
from bilingual.errors import EngineError
from bilingual.model import Attention

if TYPE_CHECKING:
    import ctranslate2  # type: ignore[import-untyped]

BEAM = 4
BATCH = 1024
"""Source pieces in a batch, padding included."""

REACH = 200
"""Pieces a model of this kind was trained to read at once; what is longer is cut by the caller."""

CAREFUL = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.1}
"""How a second attempt searches: what loops is forbidden."""


class Runtime:
    """A model in memory, with its tokenizer. Any number of threads may call it."""

    def __init__(self, translator: ctranslate2.Translator, tokenizer: Tokenizer, prefix: str = "") -> None:
        self._translator = translator
        self._tokenizer = tokenizer
        self._prefix = prefix

    def length(self, text: str) -> int:
        """How many pieces a text has."""
        return len(self._tokenizer.encode([text])[0].pieces)

    def read(self, texts: Sequence[str], *, careful: bool = False) -> list[list[Reading]]:
        """The readings of each text, the best first. Texts are sorted by length and read in batches, on all cores."""
        source = self._tokenizer.encode(texts)
        order = sorted((i for i in range(len(texts)) if source[i].pieces), key=lambda i: len(source[i].pieces))
        jobs = []
        for batch in _batches(order, source):
            longest = len(source[batch[-1]].pieces)
            jobs += self._translator.translate_batch(
                [source[i].pieces for i in batch],
                target_prefix=[[self._prefix]] * len(batch) if self._prefix else None,
                beam_size=BEAM,
                num_hypotheses=BEAM,
                max_decoding_length=2 * longest + 16,
                return_scores=True,
                return_attention=True,
                asynchronous=True,
                **(CAREFUL if careful else {}),
            )
        readings: list[list[Reading]] = [[] for _ in texts]
        for i, job in zip(order, jobs):
            readings[i] = self._readings(source[i], job.result())
        return readings

    def attend(self, sources: Sequence[str], targets: Sequence[str]) -> list[Attention]:
        """How each target would be read off its source: the rows of a decoding that is forced along the target."""
        source, target = self._tokenizer.encode(sources), self._tokenizer.encode_target(targets)
        found = [Attention((), (), ())] * len(sources)
        order = sorted(
            (i for i in range(len(sources)) if source[i].pieces and target[i].pieces),
            key=lambda i: len(target[i].pieces),
        )
        for batch in _batches(order, target):
            results = self._translator.translate_batch(
                [source[i].pieces for i in batch],
                target_prefix=[target[i].pieces for i in batch],
                beam_size=1,
                max_decoding_length=len(target[batch[-1]].pieces),
                return_attention=True,
            )
            for i, result in zip(batch, results):
                rows = [array("f", row[: len(source[i].pieces)]) for row in result.attention[0]]
                found[i] = Attention(tuple(source[i].spans), tuple(target[i].spans), rows[: len(target[i].pieces)])
        return found

    def _readings(self, source: Pieces, result: Any) -> list[Reading]:
        readings = []
        for pieces, score, rows in zip(result.hypotheses, result.scores, result.attention):
            if self._prefix and pieces[:1] == [self._prefix]:
                pieces, rows = pieces[1:], rows[1:]
            text, spans = self._tokenizer.decode(pieces)
            shares = [array("f", row[: len(source.pieces)]) for row in rows]
            readings.append(Reading(text, source.spans, spans, shares, score))
        return readings


def _batches(order: Sequence[int], pieces: Sequence[Pieces]) -> Iterator[list[int]]:
    """The numbers in `order`, shortest first, in batches of at most `BATCH` pieces with padding."""
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * len(pieces[number].pieces) > BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


_loaded: dict[Path, Runtime] = {}
_lock = threading.Lock()


def load(folder: Path, prefix: str = "") -> Runtime:
    """The model package in `folder`, read once for the process and shared by all threads.

    Raises:
        EngineError: it is damaged.
    """
    with _lock:
        if folder not in _loaded:
            import ctranslate2

            model = folder / "model" if (folder / "model").is_dir() else folder
            tokenizer = load_tokenizer(folder)
            try:
                translator = ctranslate2.Translator(
                    str(model), compute_type="int8", inter_threads=_cores(), intra_threads=1
                )
            except (RuntimeError, ValueError) as error:
                reason = " ".join(str(error).split()).rstrip(".")
                raise EngineError(
                    f"The model in {model} cannot be loaded ({reason}); get the package again."
                ) from error
            _loaded[folder] = Runtime(translator, tokenizer, prefix)
        return _loaded[folder]


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
