"""Nothing in the product loads a pickle: whoever can write one where it is read runs code there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UNPICKLES = {"pickle", "_pickle", "cPickle", "marshal", "shelve", "joblib", "dill", "cloudpickle", "jsonpickle"}
LOADERS = {"read_pickle", "to_pickle", "PickleType", "allow_pickle", "__import__", *UNPICKLES}


def named(tree: ast.AST) -> set[str]:
    """Every module, attribute, name and keyword that code uses, and each word that could name a module to import."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.ImportFrom):
            found |= {*(node.module or "").split("."), *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.keyword):
            found.add(node.arg or "")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_nothing_is_unpickled() -> None:
    files = [ROOT / "app.py", *(ROOT / "cockpit").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")]
    wrong = {path.name: names for path in files if (names := named(ast.parse(path.read_text("utf-8"))) & LOADERS)}
    assert len(files) > 300 and wrong == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle as p",
        "from joblib import load",
        "import multiprocessing.pickle",
        "frame = pandas.read_pickle(file)",
        "numpy.load(file, allow_pickle=True)",
        "importlib.import_module('shelve')",
        "column = Column(sqlalchemy.PickleType)",
    ],
)
def test_a_loader_that_unpickles_would_be_seen(code: str) -> None:
    assert named(ast.parse(code)) & LOADERS
