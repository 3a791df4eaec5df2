"""Subword pieces, and where each stands in the text. Pieces never leave the engines: only their spans do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from bilingual.engines.draft import trimmed
from bilingual.errors import EngineError
from bilingual.model import Span

BYTE = re.compile(r"<0x([0-9A-F]{2})>")
"""A piece that is one byte of a character outside the vocabulary: "<0xE2>"; "<s>" is none."""


class Pieces(NamedTuple):
    """The pieces of a text, and the span of each (without white space; empty for a part of a character)."""

    pieces: list[str]
    spans: list[Span]


class Tokenizer(Protocol):
    """Cuts texts into the pieces of a model, and makes text of pieces."""

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text."""
        ...

    def encode_target(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text of the other side."""
        ...

    def decode(self, pieces: Sequence[str]) -> tuple[str, list[Span]]:
        """The text of these pieces, and the span of each piece in it."""
        ...


class SentencePieceTokenizer:
    """One SentencePiece model for both sides, or one for each."""

    def __init__(self, source: Path, target: Path | None = None) -> None:
        self._source = _load_sentencepiece(source)
        self._target = self._source if target is None else _load_sentencepiece(target)

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text; the model normalises (« becomes "), the spans are those of the text as given."""
        return _encode(self._source, texts)

    def encode_target(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each English text."""
        return _encode(self._target, texts)

    def decode(self, pieces: Sequence[str]) -> tuple[str, list[Span]]:
        """The text of these pieces: ▁ is a space, bytes become characters."""
        text, spans, pending = "", [], b""
        for number, piece in enumerate(pieces):
            byte = BYTE.fullmatch(piece)
            if byte:
                pending += bytes([int(byte.group(1), 16)])
                last = number + 1 == len(pieces) or not BYTE.fullmatch(pieces[number + 1])
                try:
                    surface = pending.decode("utf-8")
                except UnicodeDecodeError:
                    surface = "�" if last else ""
                pending = b"" if surface or last else pending
            else:
                surface = piece.replace("▁", " ")
            if not text:
                surface = surface.lstrip(" ")
            text += surface
            spans.append(trimmed(text, len(text) - len(surface), len(text)))
        return text, spans


def load_tokenizer(folder: Path, source_lang: str, target_lang: str) -> Tokenizer:
    """The tokenizer of the model package in `folder`, which translates from `source_lang` to `target_lang`.

    Raises:
        EngineError: it has none, or one that is damaged.
    """
    if (folder / "sentencepiece.model").is_file():
        return SentencePieceTokenizer(folder / "sentencepiece.model")
    if (folder / "source.spm").is_file() and (folder / "target.spm").is_file():
        return SentencePieceTokenizer(folder / "source.spm", folder / "target.spm")
    if (folder / "bpe.model").is_file():
        from bilingual.engines.bpe import BpeTokenizer

        return BpeTokenizer(folder / "bpe.model", source_lang, target_lang)
    raise EngineError(
        f"The folder {folder} is no model package: it has no sentencepiece.model, bpe.model or source.spm and target.spm."
    )


def _load_sentencepiece(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise EngineError(f"The file {path} is no SentencePiece model; get the model package again.") from error


def _encode(model: Any, texts: Sequence[str]) -> list[Pieces]:
    found = model.encode(list(texts), return_type="offset_mapping")
    return [
        Pieces(one["pieces"], [trimmed(text, start, end) for start, end in one["offsets"]])
        for text, one in zip(texts, found)
    ]
