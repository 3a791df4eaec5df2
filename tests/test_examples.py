"""Every example runs as it stands, is short, and shows what it promises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.py"))

SHOWS = {
    "01": "radar-djibouti.html",
    "02": "radar-djibouti: ",
    "03": "Maud Ferrandi",
    "04": "was targeted for nearly a minute",
    "05": "capitals 1.0 | bilingual",
}
"""A stretch of what each example prints."""

FOLDER = "02"
"""The example that is run on two articles here instead of the whole corpus."""


def make_small_folder(folder: Path) -> Path:
    folder.mkdir()
    for name in ("radar-djibouti", "sonde-hesione-comete"):
        shutil.copy(EXAMPLES[0].parent.parent / "corpus" / "articles" / f"{name}.txt", folder)
    return folder


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_example(path: Path, tmp_path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 30
    environment = {**os.environ, "PYTHONPATH": str(path.parent.parent), "PYTHONIOENCODING": "utf-8"}
    arguments = [sys.executable, str(path)]
    if path.stem.startswith(FOLDER):
        arguments.append(str(make_small_folder(tmp_path / "articles")))
    done = subprocess.run(arguments, check=False, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert SHOWS[path.stem[:2]] in done.stdout
