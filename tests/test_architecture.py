"""Imports point one way, and importing the package costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import bilingual

PACKAGE = Path(bilingual.__file__).parent

LAYERS = [
    {"errors"},
    {"model"},
    {"text", "tokens", "lexicon"},
    {"sentences", "readers", "alignment", "quotes", "engines", "writers"},
    {"pipeline", "gold"},
    {"pairing"},
    {"corpus", "evaluation"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
"""From the bottom up: a module imports from layers below its own, or from its own sub-package."""

LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def find_imports(path: Path) -> set[str]:
    """The modules of the package that a file imports where it runs, lazily or not (type checking left out)."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "bilingual":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {a.name if a.name in LEVEL else "__init__" for a in node.names}
        elif isinstance(node, ast.Import):
            names = [a.name.split(".") for a in node.names]
            found |= {(n + ["__init__"])[1] for n in names if n[0] == "bilingual"}
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return  # it names every module, and loads none until it is asked
    for other in find_imports(path) - {own}:
        if other == "__init__" and own in {"pipeline", "engines", "writers"}:
            continue  # the version number, which an unloaded package already has
        assert LEVEL[other] < LEVEL[own], f"{own} imports {other}"


def test_import_is_free() -> None:
    code = """
import sys, os, builtins
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, args: opened.append((event, args)) if event in OPENS and not str(args[0]).endswith(('.py', '.pyc')) else None)
environ = os.environ
class Watched(dict):
    def __getitem__(self, key): opened.append(('environ', key)); return dict.__getitem__(self, key)
    def get(self, key, default=None): opened.append(('environ', key)); return dict.get(self, key, default)
os.environ = Watched(environ)
import time
start = time.process_time()
import bilingual
took = time.process_time() - start
os.environ = environ
loaded = {name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)
assert loaded == {'bilingual'}, loaded
opened = [o for o in opened if isinstance(o[1], str) or isinstance(o[1][0], str)]
assert not opened, opened
print(took)
""".replace("OPENS", "('open', 'os.mkdir', 'socket.connect')")
    took = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        took.append(float(done.stdout))
    assert min(took) < 0.05


def test_every_public_name_exists_and_unknown_ones_say_so() -> None:
    for name in bilingual.__all__:
        assert getattr(bilingual, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'translte'"):
        bilingual.translte  # noqa: B018
