"""Engines: what turns French sentences into English ones.

An engine is any object with `translate`; see `Engine` for what else it may offer. `get_engine` finds one by name, by the
folder of a model package, or takes the object itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from bilingual.errors import EngineError
from bilingual.model import Translation


@runtime_checkable
class Engine(Protocol):
    """The slow world behind one method.

    Optional, and used where they are there: ``signature: str`` (what made the text, for the reader and for caches),
    ``source_lang`` and ``target_lang`` (codes such as "fr"), and ``attend(sources, targets) -> list[Attention]`` (how a
    translation that already exists would be read off its source).
    """

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence, in order; an empty sentence gives an empty translation.

        Raises:
            EngineError: the engine cannot be loaded or run.
        """
        ...


EMBEDDED = Path(__file__).parent.parent / "models" / "fr_en"
"""The package that comes with the library."""


def get_engine(engine: str | Path | object = "embedded") -> Engine:
    """The engine of that name, of the package in that folder, or the object itself.

    Args:
        engine: one of `ENGINES`, the folder of an Argos package or of a CTranslate2 model converted from OPUS-MT, or any
            object with a method ``translate(sentences) -> list[Translation]``.

    Raises:
        EngineError: there is no such engine (the message lists those there are), or it is damaged.
    """
    if not isinstance(engine, (str, Path)):
        if isinstance(engine, Engine):
            return engine
        raise EngineError(
            f"An engine is a name, a package folder or an object with a method translate(sentences), not {engine!r}."
        )
    if isinstance(engine, str) and engine in ENGINES:
        return ENGINES[engine]()
    folder = Path(engine).expanduser()
    if folder.is_dir():
        from bilingual.engines.package import PackageEngine

        return PackageEngine(folder)
    raise EngineError(
        f"There is no engine {str(engine)!r}: give one of {', '.join(ENGINES)}, or an existing folder with a model package."
    )


def _embedded() -> Engine:
    from bilingual.engines.package import PackageEngine

    return PackageEngine(EMBEDDED, name="embedded")


def _fake() -> Engine:
    from bilingual.engines.fake import FakeEngine

    return FakeEngine()


def _argos() -> Engine:
    from bilingual.engines.argos import get_argos_engine

    return get_argos_engine()


def _firefox() -> Engine:
    from bilingual.engines.firefox import get_firefox_engine

    return get_firefox_engine()


ENGINES: dict[str, Callable[[], Engine]] = {
    "embedded": _embedded,
    "argos": _argos,
    "firefox": _firefox,
    "fake": _fake,
}
"""The engines that have a name."""
