"""CTranslate2 behind one call: a package loaded once for the process, texts in, readings out."""

from __future__ import annotations

import math
import os
import threading
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilingual.engines.compose import Reading
from bilingual.engines.draft import join_pieces
from bilingual.engines.pieces import Pieces, Tokenizer, load_tokenizer
from bilingual.errors import EngineError
from bilingual.model import Attention

if TYPE_CHECKING:
    import ctranslate2  # type: ignore[import-untyped]

BEAM = 4
BATCH = 1024
"""Source pieces in a batch, padding included."""

SMALLEST = 192
"""Source pieces below which a smaller batch costs more than an idle core."""

REACH = 200
"""Pieces a model of this kind was trained to read at once; what is longer is cut by the caller."""

POSITIONS = 250
"""Pieces that a model has positions for: it writes no longer text, and `attend` reads no further."""

CAREFUL = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.1}
"""How a second attempt searches: what loops is forbidden."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The hypotheses of the engine for one text, the best first; waited for and made into text when asked for."""

    tokenizer: Tokenizer
    source: Pieces
    job: Any
    skipped: int

    def __len__(self) -> int:
        return len(self.job.result().hypotheses)

    def get(self, rank: int) -> Reading:
        """The reading of that rank, or the last one."""
        result = self.job.result()
        rank = min(rank, len(result.hypotheses) - 1)
        text, spans = self.tokenizer.decode(result.hypotheses[rank][self.skipped :])
        width = len(self.source.pieces)
        rows = [array("f", row[:width]) for row in result.attention[rank][self.skipped :]]
        if rows and not self.skipped:
            rows[0] = _first_row(width)
        return Reading(text, self.source.spans, spans, rows, result.scores[rank])


class Runtime:
    """A model in memory, with its tokenizer. Any number of threads may call it.

    Args:
        translator: the model, ready.
        tokenizer: its pieces.
        prefix: a piece every target begins with and that is no text (the target language of a many-language model).
    """

    def __init__(self, translator: ctranslate2.Translator, tokenizer: Tokenizer, prefix: str = "") -> None:
        self._translator = translator
        self._tokenizer = tokenizer
        self._prefix = [prefix] if prefix else []

    def length(self, text: str) -> int:
        """How many pieces a text has."""
        return len(self._tokenizer.encode([text])[0].pieces)

    def read(self, texts: Sequence[str], *, careful: bool = False) -> list[Readings | None]:
        """The readings of each text, None for a text without pieces.

        Texts are sorted by length and read in batches on all cores, while the caller goes on.
        """
        source = self._tokenizer.encode(texts)
        readings: list[Readings | None] = [None] * len(texts)
        order = sorted((i for i in range(len(texts)) if source[i].pieces), key=lambda i: len(source[i].pieces))
        for batch in _batches(order, source):
            jobs = self._translator.translate_batch(
                [source[i].pieces for i in batch],
                target_prefix=[self._prefix] * len(batch) if self._prefix else None,
                beam_size=BEAM,
                num_hypotheses=BEAM,
                max_decoding_length=min(POSITIONS, 2 * len(source[batch[-1]].pieces) + 16),
                return_scores=True,
                return_attention=True,
                asynchronous=True,
                **(CAREFUL if careful else {}),
            )
            for i, job in zip(batch, jobs):
                readings[i] = Readings(self._tokenizer, source[i], job, len(self._prefix))
        return readings

    def attend(self, sources: Sequence[str], targets: Sequence[str]) -> list[Attention]:
        """How each target would be read off its source: the rows of a decoding that is forced along the target."""
        source, target = self._tokenizer.encode(sources), self._tokenizer.encode_target(targets)
        found = [Attention((), (), ())] * len(sources)
        read = (i for i in range(len(sources)) if source[i].pieces and target[i].pieces)
        jobs: dict[int, Any] = {}
        for batch in _batches(sorted(read, key=lambda i: len(target[i].pieces)), target):
            some = self._translator.translate_batch(
                [source[i].pieces[:POSITIONS] for i in batch],
                target_prefix=[self._prefix + target[i].pieces[:POSITIONS] for i in batch],
                beam_size=1,
                max_decoding_length=len(self._prefix) + min(POSITIONS, len(target[batch[-1]].pieces)),
                return_attention=True,
                asynchronous=True,
            )
            jobs.update(zip(batch, some))
        for i in list(jobs):
            rows = jobs.pop(i).result().attention[0][len(self._prefix) :]
            found[i] = join_pieces(source[i].spans, target[i].spans, rows[: len(target[i].pieces)])
        return found


def _first_row(width: int) -> array[float]:
    """The row of the first piece: it reads the first source piece, or one near it.

    Beam search of CTranslate2 gives that row of another sentence of the batch (seen up to 4.8: the indices of the first
    step, which is not yet expanded to the beams, are used on expanded rows). Computing it anew costs a fifth of the
    time; this guess has the same peak in 93 of 100 sentences, the row given in 88,
    and does not depend on what else is in the batch.
    """
    shares = [math.exp(-2 * place) for place in range(width)]
    total = sum(shares)
    return array("f", [share / total for share in shares])


def _batches(order: Sequence[int], pieces: Sequence[Pieces]) -> Iterator[list[int]]:
    """The numbers in `order`, shortest first, in batches that are large, but leave something to do for each core."""
    whole = sum(len(pieces[number].pieces) for number in order)
    most = max(SMALLEST, min(BATCH, whole // (2 * _cores())))  # a single article keeps all cores busy too
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * len(pieces[number].pieces) > most:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


_loaded: dict[Path, Runtime] = {}
_lock = threading.Lock()


def load(folder: Path, languages: tuple[str, str], prefix: str = "") -> Runtime:
    """The model package in `folder`, read once for the process and shared by all threads.

    Args:
        folder: the package.
        languages: the codes of the language it translates from and of that to.
        prefix: see `Runtime`.

    Raises:
        EngineError: it is damaged.
    """
    with _lock:
        if folder not in _loaded:
            _loaded[folder] = Runtime(_load_translator(folder), load_tokenizer(folder, *languages), prefix)
        return _loaded[folder]


def _load_translator(folder: Path) -> ctranslate2.Translator:
    import ctranslate2

    model = folder / "model" if (folder / "model").is_dir() else folder
    try:
        return ctranslate2.Translator(
            str(model), compute_type="int8", inter_threads=_cores(), intra_threads=1, max_queued_batches=-1
        )
    except (RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise EngineError(f"The model in {model} cannot be loaded ({reason}); get the package again.") from error


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_loaded.clear)  # the threads of a model do not live on in a forked process
