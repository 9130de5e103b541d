"""The terminal: what it does, its exit codes, and one sentence for each failure."""

from __future__ import annotations

import json
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
    assert "“a.pdf”" in failed(capsys, "write", group, "contacts", "--to", tmp_path / "no" / "a.pdf")
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
