"""Filing over real HTTP: papers through broken connections, one case however often it is sent."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import http.client
import re
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.api_visitor import Program, token
from tests.served import PATIENCE, Answer, Served, serving
from tests.signed_in import Visitor, user

from openimr.bootstrap import record_store
from openimr.case.evolve import case_of
from openimr.installation import account_office
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import PartyRole

PAPERS = Path(__file__).parents[2] / "examples" / "case-file"
FORM, DECISION = PAPERS / "01-DWC-form-IMR.pdf", PAPERS / "02-UR-determination-061615.pdf"
WORKER = {
    "you": {"filer": "employee"},
    "worker": {"employee": "Ona Bright", "date_of_birth": "1980-02-11"},
    "claim": {"date_of_injury": "2025-06-01", "claim_number": "QT-25-00871"},
    "decision": {"decided": "2026-02-17", "served": "2026-02-18"},
    "treatments": {"treatments": "Acupuncture, 6 visits\nMRI, lumbar spine"},
    "papers": {"signature": "signed", "signed_on": "2026-02-25"},
}
BY_TOKEN = {"claim_number": "QT-3", "treatments": "MRI, left knee"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("filing") / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs", "--workers", "2") as running:
        yield running


class Filer(Visitor):
    """Somebody without an account who fills an application in."""

    def __init__(self, served: Served) -> None:
        super().__init__(served)
        self.code, self.page = "", "/file/step/papers"

    def begin(self) -> Filer:
        told = self.send("/file/begin", self.get("/file"))
        found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", told.body)
        assert found, told.body
        self.code = found[0]
        return self

    def answer(self, **pages: Mapping[str, str]) -> Filer:
        for slug, fields in pages.items():
            page = self.get(f"/file/step/{slug}")
            answered = self.send(f"/file/step/{slug}", page, go="on", **fields)
            assert answered.status == 302, answered.body
        return self

    def asked(
        self, path: str, body: bytes, token: bool = True, kind: str = "", **headers: str
    ) -> Answer:
        """What the server answers to a script of the page."""
        csrf = self._token() if token else ""
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": csrf,
            "Content-Type": kind or "application/octet-stream",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("POST", path, body, sent)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode())

    def _token(self) -> str:
        page = self.get(self.page)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        assert found
        return found[1]

    def announce(self, content: bytes, name: str = "form.pdf", kind: str = "form") -> Any:
        fields = {
            "name": name,
            "size": str(len(content)),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        body = urllib.parse.urlencode(fields).encode()
        answer = self.asked(
            f"/uploads/application-{kind}/begin", body, kind="application/x-www-form-urlencoded"
        )
        return msgspec.json.decode(answer.body)

    def put(self, upload: str, offset: int, part: bytes, kind: str = "form") -> Any:
        path = f"/uploads/application-{kind}/{upload}/part"
        answer = self.asked(path, part, Upload_Offset=str(offset))
        return msgspec.json.decode(answer.body)

    def finish(self, upload: str, kind: str = "form") -> Any:
        return msgspec.json.decode(
            self.asked(f"/uploads/application-{kind}/{upload}/finish", b"").body
        )

    def send_paper(self, paper: Path, kind: str) -> Any:
        content = paper.read_bytes()
        begun = self.announce(content, paper.name, kind)
        self.put(begun["id"], 0, content, kind)
        return self.finish(begun["id"], kind)

    def submit(self) -> Answer:
        return self.send("/file/submit", self.get("/file/check"))


@pytest.fixture
def filer(served: Served) -> Filer:
    return Filer(served).begin()


def numbers(data: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("OPENIMR_DATA", str(data))
    return list(record_store().numbers())


def test_a_paper_goes_on_after_the_connection_broke_in_the_middle_of_a_part(
    filer: Filer, served: Served
) -> None:
    content = FORM.read_bytes()
    begun = filer.announce(content)
    half = len(content) // 2
    filer.put(begun["id"], 0, content[:half])
    broken = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    broken.putrequest("POST", f"/uploads/application-form/{begun['id']}/part")
    broken.putheader("Content-Length", str(len(content) - half))
    broken.endheaders(content[half : half + 999])
    broken.close()
    again = filer.announce(content)
    assert again["id"] == begun["id"], "the same paper announced again is the same upload"
    assert again["missing"] == [[half, len(content)]]
    filer.put(begun["id"], half, content[half:])
    done = filer.finish(begun["id"])
    assert (done["pages"], done["sha256"]) == (2, hashlib.sha256(content).hexdigest())
    assert done["at"]


def test_what_is_not_the_paper_that_was_announced_is_refused_in_words(filer: Filer) -> None:
    content = FORM.read_bytes()
    begun = filer.announce(content)
    filer.put(begun["id"], 0, content[:-1] + b"x")
    told = filer.finish(begun["id"])
    assert told["rule"] == "paper-as-announced"
    assert told["remedy"] == "Send the file again."


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"plain words, no PDF", "papers-are-pdf"), (b"%PDF-1.7 broken", "cannot-be-read")],
)
def test_what_is_no_pdf_is_refused_in_words(filer: Filer, content: bytes, rule: str) -> None:
    begun = filer.announce(content)
    filer.put(begun["id"], 0, content)
    assert filer.finish(begun["id"])["rule"] == rule


def test_what_is_too_large_is_refused_before_anything_is_sent(filer: Filer) -> None:
    fields = {"name": "big.pdf", "size": "600000000", "sha256": ""}
    body = urllib.parse.urlencode(fields).encode()
    form = "application/x-www-form-urlencoded"
    told = filer.asked("/uploads/application-form/begin", body, kind=form)
    assert told.fields["rule"] == "size-of-a-paper"
    for nonsense in ("0", "-1", "many"):
        body = urllib.parse.urlencode({"name": "a.pdf", "size": nonsense}).encode()
        assert filer.asked("/uploads/application-form/begin", body, kind=form).status == 400


def test_a_plain_form_sends_one_paper_and_tells_what_was_wrong(filer: Filer) -> None:
    for content, word in ((FORM.read_bytes(), "2 pages"), (b"no PDF", "is not a PDF")):
        page = _plain(filer, content)
        assert page.status == 302
        assert page.headers["location"] == "/file/step/papers#papers-application-form"
        assert word in filer.get("/file/step/papers").body


def _plain(filer: Filer, content: bytes) -> Answer:
    edge = "edge-of-a-part"
    token = filer._token()
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="paper"; filename="form.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    return filer.asked("/uploads/application-form/whole", body, kind=kind)


def test_of_a_file_that_is_too_large_for_a_plain_form_nothing_is_kept(filer: Filer) -> None:
    with contextlib.suppress(OSError):  # the server may hang up while it is sent
        _plain(filer, b"%PDF-1.7" + bytes(26_000_000))
    assert "No file came" in filer.get("/file/step/papers").body


def test_nobody_else_sends_to_an_application_or_sees_what_was_sent(
    filer: Filer, served: Served
) -> None:
    begun = filer.announce(FORM.read_bytes())
    other = Filer(served).begin()
    assert other.put(begun["id"], 0, b"x")["rule"] == "no-such-upload"
    assert other.finish(begun["id"])["rule"] == "no-such-upload"
    stranger = Visitor(served)
    assert stranger.get("/uploads/application-form/").status == 409
    assert stranger.get("/uploads/case-CM26-0000001/").status == 409
    assert filer.asked("/uploads/application-form/begin", b"", token=False).status == 403


def test_an_application_is_gone_on_with_by_its_code_alone(filer: Filer, served: Served) -> None:
    filer.answer(worker=WORKER["worker"])
    other = Visitor(served)
    resumed = other.send("/file/resume", other.get("/file/resume"), code=filer.code.lower())
    assert resumed.status == 302
    assert "Ona Bright" in other.get("/file/check").body
    wrong = Visitor(served)
    told = wrong.send("/file/resume", wrong.get("/file/resume"), code="2222-2222-2222-2222")
    assert told.status == 400
    assert "no application of this code" in told.body
    assert wrong.get("/file/check").status == 302


def test_an_application_sent_twice_at_one_moment_is_one_case(
    filer: Filer, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filer.answer(**WORKER)
    filer.send_paper(FORM, "form")
    filer.send_paper(DECISION, "decision")
    before = numbers(data, monkeypatch)
    page = filer.get("/file/check")
    assert "The decision" in page.body
    threads = [threading.Thread(target=filer.send, args=("/file/submit", page)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    new = sorted(set(numbers(data, monkeypatch)) - set(before))
    assert len(new) == 1
    receipt = filer.get("/file/receipt").body
    assert new[0] in receipt
    assert hashlib.sha256(FORM.read_bytes()).hexdigest() in receipt
    assert "A person in our office looks" in receipt
    later = Visitor(filer.served)
    later.send("/file/resume", later.get("/file/resume"), code=filer.code)
    assert new[0] in later.get("/file/receipt").body, "the code opens the receipt"
    assert (data / "cases" / new[0] / "papers").is_dir()


def test_a_worker_who_is_signed_in_sees_what_they_file_by_page_or_token_at_once(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Filer(served).begin().answer(**{**WORKER, "claim": {"claim_number": "QT-1"}})
    first.submit()
    monkeypatch.setenv("OPENIMR_DATA", str(data))
    (number,) = _numbers_in(first.get("/file/receipt").body)
    (employee,) = (one.id for one in case_of(record_store().load(number)).parties)
    added = user(data, "add", "ona", f"party:{employee}", "--case", number)
    assert added.returncode == 0, added.stderr
    worker = Filer(served)
    assert worker.sign_in("ona").status == 302
    worker.begin().answer(**{**WORKER, "claim": {"claim_number": "QT-2"}})
    worker.submit()
    receipt = worker.get("/file/receipt").body
    (by_page,) = _numbers_in(receipt)
    assert "among your cases" in receipt
    assert worker.get(f"/cases/{by_page}").status == 200
    program = Program(served, token(data, "ona", "papers:write", "cases:read"))
    place = f"/applications/{program.send('/applications', b'').fields['code']}"
    program.send(f"{place}/answers", {**WORKER["you"], **WORKER["worker"], **BY_TOKEN})
    by_token = str(program.send(f"{place}/file", b"").fields["case"])
    assert program.get(f"/cases/{by_token}").status == 200
    told = {one.entry.about for one in account_office(_now).latest("ona")}
    assert {f"filed {by_page}", f"filed {by_token}"} <= told


def test_what_was_missing_is_sent_by_the_code_and_recorded_as_from_the_filer(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filer = Filer(served).begin().answer(**{**WORKER, "claim": {"claim_number": "QT-9"}})
    filer.send_paper(DECISION, "decision")
    assert filer.asked("/uploads/application-cure/begin", b"").fields["rule"] == "no-such-place"
    filer.submit()
    later = Filer(served)
    later.send("/file/resume", later.get("/file/resume"), code=filer.code)
    page = later.get("/file/receipt")
    assert "No signature was read on the form." in page.body
    told = later.send("/file/receipt/cure", page, rule="signature-not-read")
    assert (told.status, "Nothing came in" in told.body) == (409, True)
    later.page = "/file/receipt"
    assert later.asked("/uploads/application-form/begin", b"").fields["rule"] == "no-such-place"
    later.send_paper(FORM, "cure")
    assert later.send("/file/receipt/cure", page, rule="signature-not-read").status == 302
    done = later.get("/file/receipt").body
    assert "What you sent came." in done
    assert hashlib.sha256(FORM.read_bytes()).hexdigest() in done
    assert "No signature was read" not in done
    monkeypatch.setenv("OPENIMR_DATA", str(data))
    (number,) = _numbers_in(done)
    last = record_store().load(number)[-1]
    assert (last.actor.role, last.actor.id) == (Role.SYSTEM, "web form")
    assert case_of(record_store().load(number)).papers[-1].sender is PartyRole.EMPLOYEE
    assert later.get(f"/cases/{number}").status == 302, "the code opens no case"


def _numbers_in(page: str) -> set[str]:
    return set(re.findall(r"CM\d\d-\d{7}", page))


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def test_what_is_wrong_with_an_answer_is_told_beside_it_and_the_rest_is_kept(
    filer: Filer,
) -> None:
    page = filer.get("/file/step/claim")
    told = filer.send(
        "/file/step/claim", page, go="on", date_of_injury="2199-01-01", employer="Gray Heron"
    )
    assert told.status == 400
    assert "This day is in the future." in told.body
    back = filer.send("/file/step/claim", page, go="back", date_of_injury="", employer="Gray Heron")
    assert back.headers["location"] == "/file/step/worker"
    assert "Gray Heron" in filer.get("/file/step/claim").body


def test_the_answers_can_be_printed_for_signature(filer: Filer) -> None:
    filer.answer(worker=WORKER["worker"])
    connection = http.client.HTTPConnection("127.0.0.1", filer.served.port, timeout=PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in filer.cookies.items())
    with contextlib.closing(connection):
        connection.request("GET", "/file/answers.pdf", headers={"Cookie": cookies})
        assert connection.getresponse().read().startswith(b"%PDF")


def test_who_begins_too_often_from_one_place_waits(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--no-jobs") as served:
        visitor = Visitor(served)
        page = visitor.get("/file")
        tries = 0
        while (status := visitor.send("/file/begin", page).status) == 200 and tries <= 40:
            tries += 1
        assert 20 <= tries <= 40, "twenty, and twenty more where an hour ends between them"
        assert status == 409
