"""`openimr draft` on what cannot be drafted: one clear line and exit code 2."""

import pytest

from openimr.cli import EXIT_FAILED, main


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["openimr", "draft", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code, capsys.readouterr().err.strip()


def test_a_folder_that_is_not_there_is_named(monkeypatch, capsys, tmp_path):
    code, said = run(monkeypatch, capsys, tmp_path / "nowhere", "--out", tmp_path / "out")
    assert code == EXIT_FAILED
    assert "nowhere: no such file or folder" in said
    assert "Traceback" not in said


def test_a_folder_without_pdf_says_what_to_do(monkeypatch, capsys, tmp_path):
    (tmp_path / "case").mkdir()
    code, said = run(monkeypatch, capsys, tmp_path / "case", "--out", tmp_path / "out")
    assert code == EXIT_FAILED
    assert "no PDF in this folder" in said


def test_a_case_file_of_broken_pdfs_is_told_to_be_sent_again(monkeypatch, capsys, tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "report.pdf").write_bytes(b"%PDF-1.7 cut off")
    code, said = run(monkeypatch, capsys, tmp_path / "case", "--out", tmp_path / "out")
    assert code == EXIT_FAILED
    assert "no page of the case file could be read" in said


def test_an_output_that_is_a_file_is_refused_before_any_work(monkeypatch, capsys, tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "report.pdf").write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / "out").write_text("taken")
    code, said = run(monkeypatch, capsys, tmp_path / "case", "--out", tmp_path / "out")
    assert code == EXIT_FAILED
    assert "cannot be made a folder" in said


def test_the_draft_s_own_folder_is_no_paper_of_the_case(monkeypatch, capsys, tmp_path):
    out = tmp_path / "case" / "draft"
    out.mkdir(parents=True)
    (out / "determination.pdf").write_bytes(b"%PDF-1.7 an earlier draft")
    code, said = run(monkeypatch, capsys, tmp_path / "case", "--out", out)
    assert code == EXIT_FAILED
    assert "no PDF besides the folder of the draft" in said
