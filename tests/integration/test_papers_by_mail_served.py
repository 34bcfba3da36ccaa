"""Papers by mail over real HTTP: read by a job, shown page by page, never opening a second case."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.test_filing_served import DECISION, FORM, PAPERS, Filer
from tests.served import PATIENCE, Served, serving
from tests.signed_in import user

from openimr import serving as house
from openimr.bootstrap import record_store
from openimr.case.events.intake import ApplicationReceived
from openimr.vocabulary.actor import Actor, Role

REPORT = PAPERS / "04-Ravenscroft-PR2-060915.pdf"


class Intake(Filer):
    """Somebody of intake, with their tray."""

    def __init__(self, served: Served, login: str) -> None:
        super().__init__(served)
        self.page = "/intake/mail"
        assert self.sign_in(login).status == 302

    def put_in(self, paper: Path) -> str:
        """Send a paper to the tray; the name of its upload."""
        content = paper.read_bytes()
        body = f"name={paper.name}&size={len(content)}".encode()
        form = "application/x-www-form-urlencoded"
        upload = str(self.asked("/uploads/mail/begin", body, kind=form).fields["id"])
        self.asked(f"/uploads/mail/{upload}/part", content, Upload_Offset="0")
        assert self.asked(f"/uploads/mail/{upload}/finish", b"").status == 200
        return upload

    def have_read(self) -> None:
        """Ask for the tray to be read, and wait for it."""
        self.send("/intake/mail/read", self.get("/intake/mail"))
        end = time.monotonic() + PATIENCE
        while "See what was read" not in self.get("/intake/mail").body:
            assert time.monotonic() < end, self.get("/intake/mail").body
            time.sleep(0.3)

    def open_case(self, **fields: str) -> str:
        """Open the case as read; where it leads, or what the page says."""
        page = self.get("/intake/mail/application")
        typed = dict(
            re.findall(r'<input id="q-[^"]+" name="([^"]+)"[^>]* value="([^"]*)"', page.body)
        )
        asked = re.search(r'name="treatments"[^>]*>([^<]*)<', page.body)
        assert asked
        sent = {**typed, "treatments": asked[1], "by": "mail", "received": "", **fields}
        answer = self.send("/intake/mail/application", page, **sent)
        return answer.headers.get("location", answer.body)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mail") / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def mara(served: Served, data: Path) -> Intake:
    for login in ("mara", "piet"):
        assert user(data, "add", login, f"intake:{login}").returncode == 0
    return Intake(served, "mara")


@pytest.fixture(scope="module")
def opened(mara: Intake) -> str:
    """The case of the form and the decision, which came by mail."""
    form = mara.put_in(FORM)
    mara.put_in(DECISION)
    mara.have_read()
    page = mara.get("/intake/mail/application").body
    assert "Received before" not in page
    assert f'href="/intake/mail/page/{form}/1/image"' in page
    assert 'class="frame"' in page
    whole = mara.get(f"/intake/mail/page/{form}/1").body
    assert "<title>Employee</title>" in whole
    where = mara.open_case()
    assert where.startswith("/cases/CM"), where
    return where.removeprefix("/cases/")


def test_papers_that_opened_a_case_open_no_second_one_without_a_reason(
    mara: Intake, opened: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mara.put_in(FORM)
    page = mara.get("/intake/mail/application").body
    before = rf"(This paper was|These papers were) received on .* as case {opened}\."
    assert re.search(before, page)
    other = {"employee": "Somebody Else", "decided": "2015-05-05"}
    assert "Say why another case is opened" in mara.open_case(treatments="MRI", **other)
    where = mara.open_case(treatments="MRI", again="one form for two claims", **other)
    assert where.startswith("/cases/CM"), where
    monkeypatch.setenv("OPENIMR_DATA", str(data))
    event = record_store().load(where.removeprefix("/cases/"))[0].event
    assert isinstance(event, ApplicationReceived)
    assert event.filed_again == "one form for two claims"


def test_they_are_filed_to_that_case_and_what_it_has_is_not_filed_twice(
    mara: Intake, opened: str
) -> None:
    mara.put_in(FORM)
    mara.put_in(REPORT)
    page = mara.get("/intake/mail/application")
    assert "1 of these 2 papers was received on" in page.body
    told = mara.send("/intake/mail/to-case", page, case=opened)
    assert told.headers["location"].startswith(f"/cases/{opened}/send-records")
    waits = mara.get(told.headers["location"]).body
    assert REPORT.name in waits
    assert FORM.name not in waits
    mara.put_in(FORM)
    page = mara.get("/intake/mail/application")
    assert mara.send("/intake/mail/to-case", page, case="CM15-0000099").status == 409
    assert (
        mara.send("/intake/mail/to-case", page, case=opened).headers["location"] == "/intake/mail"
    )
    assert "had this paper already" in mara.get("/intake/mail").body


def test_nobody_sees_a_page_of_another_tray_and_every_look_is_noted(
    mara: Intake, served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = mara.put_in(REPORT)
    path = f"/intake/mail/page/{upload}/1"
    other = Intake(served, "piet")
    for one in (path, f"{path}/image"):
        assert mara_sees(mara, one)
        assert other.get(one).status == 409
        assert Filer(served).get(one).status == 302
    assert mara.get(f"/intake/mail/page/{upload}/99/image").status == 409
    monkeypatch.setenv("OPENIMR_DATA", str(data))
    auditor = house.office_of(Actor(role=Role.AUDITOR, id="voss"))
    looks = [(one.actor.id, one.what) for one in auditor.accesses_to("")]
    assert ("mara", f"page 1 of paper {upload[:12]} by mail") in looks
    assert not any(who == "piet" for who, _ in looks)


def mara_sees(mara: Intake, path: str) -> bool:
    if not path.endswith("image"):
        return mara.get(path).status == 200
    import http.client  # noqa: PLC0415

    connection = http.client.HTTPConnection("127.0.0.1", mara.served.port, timeout=PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in mara.cookies.items())
    connection.request("GET", path, headers={"Cookie": cookies})
    content = connection.getresponse().read()
    connection.close()
    return content.startswith(b"\x89PNG")
