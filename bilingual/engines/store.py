"""What models there are and how to get more: the functions behind ``bilingual models``."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bilingual.engines import EMBEDDED
from bilingual.engines.argos import find_packages, package_folders
from bilingual.engines.package import read_metadata
from bilingual.errors import EngineError

LARGEST = 4 * 1024**3
"""Bytes a package may unpack to: more than any there is, less than what fills a disk."""

MOST_FILES = 10_000
"""Files a package may hold."""

QUALITY = {
    "argos": "39.5 BLEU on FLORES-200 (mozilla/firefox-translations-models, argostranslate 1.9.1)",
    "firefox": "42.9 BLEU on FLORES-200 (mozilla/firefox-translations-models)",
}
"""Published quality from French to English, with its source. The embedded package states its own in its README."""

QUALITY_ROW = re.compile(r"^\|\s*([^|]*BLEU[^|]*?)\s*\|(?:.*\|)?\s*([^|]+?)\s*\|\s*$", re.MULTILINE)
"""The row of a README's table that gives BLEU, its last column: "| FLORES dev BLEU | 23.9 | 30.9 |"."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model on this machine: the engine name to use it by, where it is, what is known of it (None: unknown)."""

    engine: str
    folder: Path
    source_lang: str
    target_lang: str
    version: str
    size: int
    licence: str | None
    quality: str | None
    default: bool = False


def list_models() -> list[Model]:
    """The models on this machine, the one that a plain run uses first."""
    found = [describe("embedded", EMBEDDED, default=True)]
    found += [describe("argos", path) for path in find_packages()]
    found += [describe("firefox", path) for path in installed_firefox()]
    return found


def install_file(path: Path | str) -> Model:
    """Install the Argos package in a file (``.argosmodel``), where Argos Translate finds it too.

    Raises:
        EngineError: the file is no package, unpacks to too much, or would write outside its folder; nothing is changed.
    """
    path = Path(path)
    home = package_folders()[0]
    try:
        home.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(dir=home, prefix=".new-") as staging:
            name = _checked(archive, path)
            archive.extractall(staging)
            metadata = read_metadata(Path(staging) / name)
            if not metadata.get("from_code") or not metadata.get("to_code"):
                raise EngineError(f"The package {path} does not say which languages it translates.")
            shutil.rmtree(home / name, ignore_errors=True)
            (Path(staging) / name).rename(home / name)
    except zipfile.BadZipFile as error:
        raise EngineError(f"The file {path} is no Argos package (.argosmodel): it is not a ZIP archive.") from error
    except OSError as error:
        raise EngineError(f"The package {path} cannot be installed in {home}: {error.strerror or error}.") from error
    return describe("argos", home / name)


def install_argos(source: str, target: str) -> Model:
    """Download and install the package from `source` to `target` of the Argos index, by the `argostranslate` library.

    Raises:
        EngineError: the library is missing, the network is, or there is no such package.
    """
    try:
        from argostranslate import package  # type: ignore[import-untyped]
    except ImportError as error:
        raise EngineError("Downloads need the extra: pip install 'bilingual-reader[argos]'.") from error
    try:
        package.update_package_index()
        offered = [p for p in package.get_available_packages() if (p.from_code, p.to_code) == (source, target)]
        downloaded = Path(offered[-1].download()) if offered else None
    except Exception as error:  # the library raises bare exceptions, and recurses without an index
        raise EngineError(f"The Argos package from {source} to {target} cannot be downloaded: {error}.") from error
    if downloaded is None:
        raise EngineError(f"The Argos index has no package from {source} to {target}.")
    try:
        return install_file(downloaded)
    finally:
        downloaded.unlink(missing_ok=True)


def installed_firefox() -> Iterator[Path]:
    """The folders of the Firefox models that are installed."""
    home = models_folder()
    for path in sorted(home.iterdir()) if home.is_dir() else []:
        if path.name.startswith("firefox-") and (path / "metadata.json").is_file():
            yield path


def models_folder() -> Path:
    """Where models that are not Argos packages are kept."""
    from platformdirs import user_data_path

    return user_data_path("bilingual", appauthor=False) / "models"


def _checked(archive: zipfile.ZipFile, path: Path) -> str:
    """The name of the one folder in the archive, once nothing in it is found to be dangerous."""
    members = archive.infolist()
    places = [PurePosixPath(member.filename.replace("\\", "/")) for member in members]
    if any(place.is_absolute() or ".." in place.parts or ":" in place.parts[0] for place in places if place.parts):
        raise EngineError(f"The package {path} would write outside its folder; it was not installed.")
    if any(member.external_attr >> 28 == 0xA for member in members):
        raise EngineError(f"The package {path} holds links; it was not installed.")
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > LARGEST:
        raise EngineError(f"The package {path} unpacks to more than {LARGEST // 1024**3} GB; it was not installed.")
    tops = {place.parts[0] for place in places if place.parts}
    if len(tops) != 1 or not any(place.parts[1:] == ("metadata.json",) for place in places):
        raise EngineError(f"The file {path} is no Argos package (.argosmodel): it holds no folder with metadata.json.")
    return tops.pop()


def describe(engine: str, folder: Path, *, default: bool = False) -> Model:
    """What is known of the model in `folder`."""
    metadata = read_metadata(folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Model(
        engine,
        folder,
        str(metadata.get("from_code", "?")),
        str(metadata.get("to_code", "?")),
        str(metadata.get("package_version", "?")),
        size,
        _licence(engine, folder, metadata),
        str(metadata["quality"]) if metadata.get("quality") else QUALITY.get(engine) or _stated_quality(folder),
        default,
    )


def _stated_quality(folder: Path) -> str | None:
    """The quality a package's own README states."""
    readme = folder / "README.md"
    row = QUALITY_ROW.search(readme.read_text(encoding="utf-8", errors="replace")) if readme.is_file() else None
    return f"{row.group(2)} {row.group(1)} (the package's README)" if row else None


def _licence(engine: str, folder: Path, metadata: dict[str, object]) -> str | None:
    known = {"embedded": "MIT", "firefox": "MPL-2.0"}.get(engine)
    return str(metadata["license"]) if metadata.get("license") else known
