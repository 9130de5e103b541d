"""What the program leaves on a computer beside the group's file, its backups and what was saved on purpose: nothing personal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from communitydesk.desk.bugs import report_of
from communitydesk.desk.errors import FieldTrouble
from tests.shell.private_work import CARD, NAME, OTHER

ROOT = Path(__file__).resolve().parents[2]
PERSONAL = [*NAME.split(), *OTHER.split(), CARD, CARD[-8:], "zebedee", "Garden Friends"]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A computer's own folders after the main work was done on it, and what the program wrote to its terminal."""
    computer = tmp_path_factory.mktemp("computer")
    for name in ("temp", "home", "work"):
        (computer / name).mkdir()
    home = computer / "home"
    own = {
        "HOME": home, "USERPROFILE": home, "XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache", "XDG_STATE_HOME": home / "state", "XDG_RUNTIME_DIR": computer / "temp",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), computer / "temp"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.shell.private_work", str(computer / "work")], cwd=ROOT, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **{name: str(value) for name, value in own.items()}},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return computer, done.stdout + done.stderr


def found_in(path: Path) -> list[str]:
    """The personal words that stand in a file or in its name, in any of the ways in which programs write letters."""
    held = path.read_bytes().lower() + str(path.name).lower().encode()
    return [
        word
        for word in PERSONAL
        for code in ("utf-8", "utf-16-le", "utf-16-be")
        if word.lower().encode(code) in held
    ]  # fmt: skip


def test_the_work_was_really_done(worked: tuple[Path, str]) -> None:
    computer, _ = worked
    assert found_in(computer / "work" / "group.communitydesk")
    assert (computer / "work" / "pack.pdf").stat().st_size > 20_000
    assert list((computer / "home").rglob("*backups*"))


def test_nothing_is_left_in_the_folder_for_temporary_files(worked: tuple[Path, str]) -> None:
    computer, _ = worked
    assert [one for one in (computer / "temp").rglob("*") if one.is_file()] == []


def test_settings_caches_and_logs_hold_nothing_personal(worked: tuple[Path, str]) -> None:
    computer, _ = worked
    left = [one for one in (computer / "home").rglob("*") if one.is_file() and "backups" not in one.parts]
    assert any("CommunityDesk" in one.name for one in left)  # the settings are among them
    assert {str(one.relative_to(computer)): found_in(one) for one in left if found_in(one)} == {}


def test_beside_the_groups_file_lies_only_what_was_put_there(worked: tuple[Path, str]) -> None:
    computer, _ = worked
    assert sorted(one.name for one in (computer / "work").iterdir()) == [
        "group.communitydesk",
        "pack.pdf",
        "statement.csv",
    ]


def test_what_the_program_says_of_a_mistake_holds_nothing_personal(worked: tuple[Path, str]) -> None:
    _, said = worked
    assert "ValueError" in said
    assert "KeyError" in said
    assert not [word for word in PERSONAL if word.lower() in said.lower()]


def test_a_mistake_in_the_middle_of_a_record_is_said_without_its_values() -> None:
    try:
        raise FieldTrouble("payee", f"“{NAME}” is no payee.")
    except FieldTrouble as error:
        said = report_of(error)
    assert "FieldTrouble" in said
    assert "Zebedee" not in said
