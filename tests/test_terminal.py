"""The terminal: what it does, its exit codes, and one sentence for each failure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from communitydesk.__main__ import main
from communitydesk.capabilities import models
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.storage import create, set_passphrase


@pytest.fixture
def group(tmp_path: Path) -> Path:
    path = tmp_path / "group.communitydesk"
    desk = create(path, models=models)
    set_up_group(desk, Group(name="Garden <b>& friends</b>"))
    desk.close()
    return path


def failed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Run a job that fails with exit code 2 and nothing on standard output; return its one sentence."""
    capsys.readouterr()
    assert main([str(one) for one in arguments]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert "Traceback" not in error
    return error.strip()


def test_a_sound_file_is_said_to_be_sound(group: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(group)]) == 0
    assert capsys.readouterr().out.startswith("Sound:")


@pytest.mark.parametrize("job", ["check", "documents"])
def test_each_file_that_cannot_be_opened_has_its_sentence(
    job: str, group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = group.read_bytes()
    newer = bytearray(content)
    newer[60:64] = (999).to_bytes(4, "big")
    files = {
        "cut": content[: len(content) // 2], "other": b"hello " * 2000, "empty": b"", "newer": bytes(newer),
    }  # fmt: skip
    for name, some in files.items():
        (tmp_path / name).write_bytes(some)
    told = [failed(capsys, job, tmp_path / name) for name in (*files, "missing")] + [failed(capsys, job, tmp_path)]
    assert len(set(told)) == 6
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_what_cannot_be_written_is_refused_and_writes_nothing(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert "“nothing”" in failed(capsys, "write", group, "nothing", "--to", tmp_path / "a.pdf")
    assert "“.docx”" in failed(capsys, "write", group, "contacts", "--to", tmp_path / "a.docx")
    assert "its folder is not there" in failed(capsys, "write", group, "contacts", "--to", tmp_path / "no" / "a.pdf")
    failed(capsys, "write", group, "contacts", "--to", group)
    assert sorted(tmp_path.iterdir()) == before


def test_a_document_is_written_as_pdf_json_and_csv(group: Path, tmp_path: Path) -> None:
    for ending in ("pdf", "json", "csv", "PDF"):
        assert main(["write", str(group), "contacts", "--to", str(tmp_path / f"a.{ending}")]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_passphrase_comes_from_a_file_that_is_text(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_passphrase(group, None, "correct horse")
    secret = tmp_path / "secret"
    secret.write_text("correct horse\n", encoding="utf-8-sig")
    assert main(["check", str(group), "--passphrase-file", str(secret)]) == 0
    assert "locked" in failed(capsys, "check", group)
    assert "“no” could not be read" in failed(capsys, "check", group, "--passphrase-file", tmp_path / "no")
    secret.write_bytes(b"\xff\xfe\x00")
    assert "not a text file" in failed(capsys, "check", group, "--passphrase-file", secret)
    secret.write_text("wrong")
    assert "passphrase" in failed(capsys, "check", group, "--passphrase-file", secret)


def test_a_backup_never_takes_the_place_of_another(group: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    assert main(["backup", str(group), "--to", str(folder)]) == 0
    assert main(["backup", str(group), "--to", str(folder)]) == 0
    assert len(list(folder.iterdir())) == 2
    for copy in folder.iterdir():
        assert main(["check", str(copy)]) == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("chek FILE", "“chek” cannot stand for JOB"),
        ("check", "FILE is missing"),
        ("write FILE contacts", "--to is missing"),
        ("write FILE contacts --to", "Something is missing after --to"),
        ("import FILE nonsense PATH", "“nonsense” cannot stand for KIND"),
        ("import FILE bank PATH --date-order upside-down", "“upside-down” cannot stand for --date-order"),
        ("demo FOLDER --today 31/02/2026", "“31/02/2026” cannot stand for --today"),
        ("check FILE now", "“now” is not understood"),
        ("--colour", "JOB is missing"),
    ],
)
def test_a_command_that_is_not_understood_is_one_sentence(
    command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = failed(capsys, *command.split())
    assert said in told
    assert "usage" not in told


def test_help_names_every_job(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(job in out for job in ("demo", "documents", "write", "check", "import", "backup"))


def test_a_passphrase_for_a_file_that_needs_none_is_said_and_does_no_harm(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("correct horse")
    assert main(["check", str(group), "--passphrase-file", str(secret)]) == 0
    out, error = capsys.readouterr()
    assert out.startswith("Sound:")
    assert error == "“group.communitydesk” is not locked: the passphrase was not needed.\n"


def test_a_file_in_the_place_of_a_folder_is_said(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is a file, not a folder" in failed(capsys, "demo", group)
    failed(capsys, "backup", group, "--to", group)


def test_amounts_are_said_in_the_groups_own_money(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "group.communitydesk"
    desk = create(path, models=models)
    set_up_group(desk, Group(name="Garden", currency="EUR"))
    desk.close()
    (tmp_path / "bank.csv").write_text(
        "Date,Description,Amount\n2026-05-13,Print shop,-24.00\n2026-05-14,Stall,30.00\n"
    )
    assert main(["import", str(path), "bank", str(tmp_path / "bank.csv"), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "€24.00" in out
    assert "£" not in out


SMALL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from communitydesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("job", ["write", "backup", "demo", "import"])
def test_a_full_disk_is_one_sentence_and_leaves_everything_as_it_was(job: str, group: Path, tmp_path: Path) -> None:
    kept = tmp_path / "a.pdf"
    kept.write_bytes(b"an older one")
    (tmp_path / "bank.csv").write_text(
        "Date,Description,Amount\n2026-05-13,Shop,-24.00\n2026-05-14,Stall,30.00\n" * 900
    )
    given = {
        "write": [group, "contacts", "--to", kept],
        "backup": [group, "--to", tmp_path / "stick"],
        "demo": [tmp_path / "demo"],
        "import": [group, "bank", tmp_path / "bank.csv"],
    }[job]
    before = group.read_bytes()
    limit = group.stat().st_size if job == "import" else 4096
    done = subprocess.run(
        [sys.executable, "-c", SMALL.format(limit=limit), job, *map(str, given)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "disk" in done.stderr  # SQLite cannot tell this limit from a disk that fails; a full one it can
    assert group.read_bytes() == before
    assert kept.read_bytes() == b"an older one"
    left = {
        one.name
        for folder in (tmp_path, tmp_path / "stick", tmp_path / "demo")
        if folder.is_dir()
        for one in folder.iterdir()
    }
    assert left <= {"a.pdf", "bank.csv", "group.communitydesk", "stick", "demo"}
