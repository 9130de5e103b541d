"""The laws of docs/architecture.md, read from the imports of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "communitydesk"
CAPABILITIES = ("group", "activities", "people", "training", "impact", "grants", "governance", "voice")
WITH_MODELS = (*CAPABILITIES, "protection")
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    return tuple(found_imports(path))


def found_imports(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file, also inside functions; ours without the first name."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> list[str]:
    return [name.removeprefix("communitydesk.") for name in imports_of(path) if name.startswith("communitydesk.")]


def room(path: Path) -> str:
    return path.parts[0] if len(path.parts) > 1 else path.stem


def is_ui(path: Path) -> bool:
    return room(path) in ("widgets", "shell", "app", "__main__") or "ui" in path.parts


def is_model(path: Path) -> bool:
    return room(path) in WITH_MODELS and (path.name == "model.py" or "model" in path.parts[1:-1])


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_qt_is_only_where_people_look(path: Path) -> None:
    if not is_ui(path):
        assert not [name for name in imports_of(path) if name.startswith(("PySide6", "shiboken6"))]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_paper_knows_how_a_pdf_is_made(path: Path) -> None:
    if room(path) != "paper":
        assert not [
            name for name in imports_of(path) if name.split(".")[0] in ("reportlab", "pikepdf", "uharfbuzz", "bidi")
        ]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_sessions_are_only_where_records_are_read_and_written(path: Path) -> None:
    allowed = room(path) in ("storage", "desk") or any(
        part.removesuffix(".py") in ("actions", "figures") for part in path.parts[1:]
    )
    if not allowed:
        harmless = ("sqlalchemy", "sqlalchemy.MetaData")  # naming the description of the tables reads nothing
        names = [name for name in imports_of(path) if name.startswith("sqlalchemy") and name not in harmless]
        if is_model(path):
            names = [name for name in names if "Session" in name.split(".") or name.startswith("sqlalchemy.engine")]
        assert not names


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_storage_knows_which_database_it_is(path: Path) -> None:
    if room(path) != "storage":
        names = imports_of(path)
        assert not [
            name for name in names if name.startswith(("sqlcipher3", "sqlite3", "sqlalchemy.dialects", "alembic"))
        ]


@pytest.mark.parametrize("path", [path for path in MODULES if is_model(path)], ids=str)
def test_a_model_imports_only_models_and_what_fields_are_made_of(path: Path) -> None:
    for name in ours(path):
        parts = name.split(".")
        assert parts[0] == "desk" or "model" in parts[:3], f"{path} imports {name}"
        assert parts[:2] != ["desk", "desk"], f"{path} sees the desk"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_capability_knows_only_those_before_it(path: Path) -> None:
    here = room(path)
    for name in ours(path):
        there = name.split(".")[0]
        if here in CAPABILITIES and there in CAPABILITIES:
            assert CAPABILITIES.index(there) <= CAPABILITIES.index(here), f"{here} knows {there}"
        if here in CAPABILITIES:
            assert there not in ("protection", "sample"), f"{path} knows {there}"
        if here == "protection":
            assert there not in ("agenda", "exchange", "sample", "shell"), f"{path} knows {there}"
        if here in CAPABILITIES and "ui" not in path.parts:
            assert there not in ("agenda", "exchange", "shell", "widgets"), f"{path} knows {there}"


FOUNDATIONS = {
    "desk": {"desk", "storage"},
    "storage": {"storage", "desk"},
    "paper": {"paper", "desk"},
    "widgets": {"widgets", "desk", "paper"},
    "shell": {"shell", "widgets", "desk", "storage", "paper"},
}


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) in FOUNDATIONS], ids=str)
def test_what_capabilities_stand_on_knows_no_capability(path: Path) -> None:
    for name in ours(path):
        assert name.split(".")[0] in FOUNDATIONS[room(path)] | {"__version__"}, f"{path} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_nothing_imports_the_composition_root(path: Path) -> None:
    if room(path) not in ("app", "__main__"):
        assert not [name for name in ours(path) if name.split(".")[0] in ("app", "__main__")]


def test_no_file_is_longer_than_a_reader_can_keep_in_mind() -> None:
    long = {str(path): n for path in MODULES if (n := len((ROOT / path).read_text("utf-8").splitlines())) > 500}
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_holds_state_that_changes(path: Path) -> None:
    """`global` is how module state changes; constants and cached pure functions do not need it."""
    for node in nodes(path):
        assert not isinstance(node, ast.Global), f"{path}:{node.lineno} changes a module's own state"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_every_module_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    text = ast.get_docstring(tree(path))
    assert text, f"{path} does not say what it is for"
    assert text.splitlines()[0].endswith((".", ":", "?")), f"{path}: its first line is no sentence"
