"""An Argos package of a trained network: a folder that the library uses, and the archive that Argos installs."""

from __future__ import annotations

import argparse
import json
import shutil
import zipfile
from pathlib import Path

from training.export import export
from training.network import Network
from training.pairs import writing
from training.state import State

ARGOS = "1.9.0"
"""The oldest version of Argos Translate whose packages look like this."""


def make_package(network: Network, vocabulary: Path, folder: Path, version: str, card: str) -> None:
    """Write the package: `metadata.json`, `model/`, `sentencepiece.model`, and the card as `README.md`."""
    export(network, vocabulary, folder / "model")
    shutil.copyfile(vocabulary, folder / "sentencepiece.model")
    (folder / "README.md").write_text(card, encoding="utf-8")
    metadata = {
        "package_version": version,
        "argos_version": ARGOS,
        "from_code": "fr",
        "from_name": "French",
        "to_code": "en",
        "to_name": "English",
        "type": "translate",
    }
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=1) + "\n", encoding="utf-8")


def make_archive(folder: Path, version: str) -> Path:
    """The package as one ``.argosmodel`` file beside its folder, for Argos to install; the same bytes for the same files."""
    name = f"translate-fr_en-{version.replace('.', '_')}"
    archive = folder.parent / f"{name}.argosmodel"
    with writing(archive) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as stream:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            stream.writestr(entry, path.read_bytes())
    return archive


def describe(state: State, version: str) -> str:
    """The facts of a card that the network itself knows."""
    shape, network = state.shape, state.make_network()
    millions = sum(weight.numel() for weight in network.parameters()) / 1e6
    return (
        f"# French to English, version {version}\n\n"
        f"Transformer with {shape.encoder} encoder and {shape.decoder} decoder layers, {shape.width} wide ({shape.inner}"
        f" inside), {shape.heads} heads, {shape.pieces} shared pieces, {millions:.1f} million parameters, stored in int8.\n"
        f"The last phase of its training saw {state.progress.pieces / 1e6:.1f} million target pieces.\n"
        "The first head of the last decoder layer is trained on word alignments: `return_attention` gives word links.\n"
        "Text is normalised inside the SentencePiece model: quotes of every kind become \", apostrophes ', no-break spaces"
        " a space.\n"
    )


def main(argv: list[str]) -> None:
    """``package RUN VOCABULARY.model -o FOLDER --version 1.1 [--card CARD.md] [--archive]``."""
    parser = argparse.ArgumentParser(prog="python -m training package", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a run that has fallen")
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder of the package")
    parser.add_argument("--version", required=True)
    parser.add_argument("--card", type=Path, help="what else is to be said: data, licences, figures, known faults")
    parser.add_argument("--archive", action="store_true", help="make the .argosmodel file too")
    options = parser.parse_args(argv)
    state = State.load(options.run)
    card = describe(state, options.version) + ("\n" + options.card.read_text("utf-8") if options.card else "")
    make_package(state.make_network(), options.vocabulary, options.out, options.version, card)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB")
    if options.archive:
        print(make_archive(options.out, options.version))
