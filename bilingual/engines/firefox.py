"""Mozilla's Firefox translation models (Marian), converted once to a package for our own fast path."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from bilingual.engines.package import PackageEngine
from bilingual.engines.store import Model, describe, installed_firefox, models_folder
from bilingual.errors import EngineError


def get_firefox_engine(source: str = "fr", target: str = "en") -> PackageEngine:
    """The engine of the installed Firefox model from `source` to `target`.

    Raises:
        EngineError: there is none.
    """
    for path in installed_firefox():
        if path.name == f"firefox-{source}_{target}":
            return PackageEngine(path, name="firefox")
    raise EngineError(
        f"No Firefox model from {source} to {target} is installed: "
        f"get it with `bilingual models install firefox {source} {target}`."
    )


def install_firefox(source: str, target: str, *, folder: Path | None = None) -> Model:
    """Install a Firefox model: download and convert it with the `firefox-translations` library.

    Args:
        source: the code of the language it translates from.
        target: the code of the language it translates to.
        folder: a folder that holds the Marian model already (``*.npz``, ``vocab.spm``); None downloads it.

    Raises:
        EngineError: the library is missing, the model cannot be had, or it cannot be converted.
    """
    try:
        from firefox_translations import ModelConverter  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise EngineError("Firefox models need the extra: pip install 'bilingual-reader[firefox]'.") from error
    home = models_folder()
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as staging:
        marian = Path(staging) / "marian"
        try:
            if folder is None:
                _download(source, target, Path(staging)).rename(marian)
            else:
                shutil.copytree(folder, marian)
            converted = Path(ModelConverter.convert_if_needed(marian, quantization="int8", force=True))
            vocabulary = ModelConverter.find_marian_files(marian)[1]
        except Exception as error:  # the library passes on what the network, the archive or the converter raise
            reason = " ".join(str(error).split())[:200].rstrip(".")
            raise EngineError(
                f"The Firefox model from {source} to {target} cannot be installed ({reason}); nothing was changed."
            ) from error
        package = Path(staging) / "package"
        package.mkdir()
        converted.rename(package / "model")
        shutil.copy(vocabulary, package / "sentencepiece.model")
        metadata = {"package_version": "1.0", "from_code": source, "to_code": target, "type": "translate"}
        (package / "metadata.json").write_text(json.dumps({**metadata, "license": "MPL-2.0"}), encoding="utf-8")
        place = home / f"firefox-{source}_{target}"
        shutil.rmtree(place, ignore_errors=True)
        package.rename(place)
    return describe("firefox", place)


def _download(source: str, target: str, staging: Path) -> Path:
    """The folder of Mozilla's own model (the library itself would prefer other makers' models)."""
    from firefox_translations import ModelManager, ModelNotFoundError, ModelRegistry

    class Mozilla(ModelRegistry):  # type: ignore[misc,unused-ignore]
        def get_model_metadata(self, src_lang: str, trg_lang: str, variant: str | None = None) -> dict[str, Any]:
            for offer in self.list_models_for_pair(src_lang, trg_lang):
                if offer["type"] == "mozilla":
                    return {**offer["raw"], "baseUrl": offer.get("baseUrl", "")}
            raise ModelNotFoundError(f"Mozilla has no model from {src_lang} to {trg_lang}")

    manager = ModelManager(cache_dir=staging / "download")
    manager.registry = Mozilla()
    return Path(manager.ensure_model(source, target))
