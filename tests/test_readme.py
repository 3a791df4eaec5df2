"""The README's Python runs as it stands, and its commands are those of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_ten_lines_run(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(code.strip().splitlines()) <= 10
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "Maud Ferrandi →" in done.stdout
    assert (tmp_path / "radar-djibouti.html").is_file()


def test_every_command_in_the_readme_exists() -> None:
    from bilingual.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    known |= {group.name for group in app.registered_groups}
    for block in re.findall(r"```(?:bash|console)\n(.*?)```", README, re.DOTALL):
        for name in re.findall(r"\bbilingual (\w+) ", block):
            assert name in known, name


def test_every_file_the_readme_shows_is_there() -> None:
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / link).exists(), link
