"""Real work on a locked file: nothing of a record can be read in any file, at any moment, nor the passphrase anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ("eleven quiet lanterns", "seven patient otters")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """What the work met, and everything that the program wrote to its terminal."""
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
        [sys.executable, "-m", "tests.shell.locked_work", str(computer / "work")], cwd=ROOT, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **{name: str(value) for name, value in own.items()}},
        input="\n".join(SECRETS) + "\n", capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1]), done.stdout + done.stderr


def test_no_readable_byte_of_a_record_stands_in_any_file_while_it_is_open_or_after(
    worked: tuple[dict[str, Any], str],
) -> None:
    met, _ = worked
    assert met["found"] == []
    assert met["sound"]


def test_the_file_its_journal_file_and_its_backups_were_really_looked_at(worked: tuple[dict[str, Any], str]) -> None:
    met, _ = worked
    assert met["looked"][".communitydesk"] > 10  # the file at every moment, and its copy
    assert met["looked"][".communitydesk-journal"] >= 1
    assert met["looked"][".backup"] >= 2
    assert met["looked"][".store"] >= 2


def test_the_passphrase_stands_in_no_output_no_argument_and_no_environment(worked: tuple[dict[str, Any], str]) -> None:
    met, said = worked
    assert "ValueError" in said  # the report of a mistake is among it
    assert not [word for word in SECRETS if word in said]
    assert not met["told"]
