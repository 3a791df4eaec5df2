"""The pieces of older Argos packages (``bpe.model``): Moses words cut by subword-nmt, with spans in the text.

The cutting is done by the `argostranslate` library and `sacremoses` (extra ``argos``): only they cut exactly as the
models were trained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

from bilingual.engines.pieces import Pieces
from bilingual.errors import EngineError
from bilingual.model import Span
from bilingual.text import fold

AHEAD = 12
"""Characters a word may lie ahead: what the Moses normaliser leaves out is never longer."""


class BpeTokenizer:
    """Cuts and joins as `argostranslate` does.

    Args:
        path: the ``bpe.model``.
        source_lang: the code of the language it cuts.
        target_lang: the code of the language it joins.

    Raises:
        EngineError: the extra is not installed, or the file is damaged.
    """

    def __init__(self, path: Path, source_lang: str, target_lang: str) -> None:
        try:
            from argostranslate.apply_bpe import BPE  # type: ignore[import-untyped]
            from sacremoses import (  # type: ignore[import-untyped]
                MosesDetokenizer,
                MosesPunctNormalizer,
                MosesTokenizer,
            )
        except ImportError as error:
            raise EngineError(
                f"The package of {path} needs the extra: pip install 'bilingual-reader[argos]'."
            ) from error
        self._normaliser, self._tokenizer = MosesPunctNormalizer(source_lang), MosesTokenizer(source_lang)
        self._detokenizer = MosesDetokenizer(target_lang)
        try:
            with path.open(encoding="utf-8") as codes:
                self._bpe = BPE(codes)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise EngineError(f"The file {path} is no BPE model; get the model package again.") from error

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text."""
        found = []
        for text in texts:
            words = self._tokenizer.tokenize(self._normaliser.normalize(text))
            pieces = self._bpe.segment_tokens([word for word in words if word])
            found.append(Pieces(pieces, locate(pieces, text)))
        return found

    encode_target = encode

    def decode(self, pieces: Sequence[str]) -> tuple[str, list[Span]]:
        """The text of these pieces, and the span of each."""
        text = self._detokenizer.detokenize(" ".join(pieces).replace("@@ ", "").split(" "))
        return text, locate(pieces, text)


def locate(pieces: Sequence[str], text: str) -> list[Span]:
    """Where each piece stands in `text`, in order; an empty span for one that is not there.

    >>> locate(["L&apos;", "eau", "fr@@", "oide"], "L’eau froide")
    [Span(start=0, end=2), Span(start=2, end=5), Span(start=6, end=8), Span(start=8, end=12)]
    """
    folded, at = fold(text), 0
    spans: list[Span] = []
    for word in _words(pieces):
        raw = "".join(piece.removesuffix("@@") for piece in word)
        surface = unescape(raw)  # Moses writes &apos; for '
        while at < len(text) and text[at].isspace():
            at += 1
        place = folded.find(fold(surface), at, at + AHEAD + len(surface))
        if place < 0:
            spans += [Span(at, at)] * len(word)
            continue
        at = place + len(surface)
        start = place
        for piece in word:
            end = start + len(piece.removesuffix("@@"))
            spans.append(Span(start, end) if raw == surface else Span(place, at))
            start = end
    return spans


def _words(pieces: Sequence[str]) -> Iterator[list[str]]:
    """The pieces of each word: a piece that goes on ends with "@@"."""
    word: list[str] = []
    for piece in pieces:
        word.append(piece)
        if not piece.endswith("@@"):
            yield word
            word = []
    if word:
        yield word
