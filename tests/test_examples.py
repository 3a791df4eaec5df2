"""Every example runs as it stands, is short, and shows what it promises."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_example(path: Path, tmp_path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 30
    environment = {**os.environ, "PYTHONPATH": str(path.parent.parent), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(path)], check=False, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert SHOWS[path.stem[:2]] in done.stdout
