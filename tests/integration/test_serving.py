"""``openimr serve`` as it runs: real processes, real HTTP, killed and stopped at any moment."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mail_server import certificate
from tests.postgres import shared_server
from tests.served import PATIENCE, Served, free_port, serving, until

POLICY = "default-src 'none'"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a worker, on a data folder of its own."""
    with serving(tmp_path_factory.mktemp("served") / "data") as running:
        until(running.well, "all is well")
        yield running


SLOW = """
import sys, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

def application():
    def answer(asked, start):
        if asked["PATH_INFO"] == "/slow":
            Path(__file__).with_name("begun").touch()
            time.sleep(1.5)
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]
    return answer

if __name__ == "__main__":
    import openimr.adapters.web_server as web
    web.APPLICATION = "slow_web:application"
    web.run_web(web.Listening(host="127.0.0.1", port=int(sys.argv[1]), workers=1, grace=90))
"""
"""A web that takes its time, served as ours is."""


class TestPages:
    @pytest.mark.parametrize("path", ["/", "/health", "/nowhere", "/health.json", "/static/none"])
    def test_every_answer_has_the_headers_that_protect_it(self, served: Served, path: str) -> None:
        headers = served.ask(path, Accept="text/html").headers
        assert POLICY in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "strict-transport-security" not in headers, "no HTTPS here to insist on"

    def test_the_first_page_says_what_this_is(self, served: Served) -> None:
        page = served.ask("/")
        assert page.status == 200
        assert "How a review goes" in page.body
        assert "<script" not in page.body
        assert "style=" not in page.body

    def test_a_page_that_is_not_there_is_told_in_words_that_repeat_nothing(
        self, served: Served
    ) -> None:
        page = served.ask("/Jane-Roe-knee")
        assert page.status == 404
        assert "There is no page at this address" in page.body
        assert "Roe" not in page.body
        assert "Roe" not in served.words()

    def test_another_name_than_ours_is_not_answered(self, served: Served) -> None:
        page = served.ask("/", host="evil.example")
        assert page.status == 400
        assert "sent to a name that is not ours" in page.body
        assert POLICY in page.headers["content-security-policy"]

    def test_what_is_asked_for_otherwise_than_by_reading_is_not_done(self, served: Served) -> None:
        assert served.ask("/", method="DELETE").status in {403, 405}

    def test_static_files_are_kept_for_a_year_under_a_name_of_their_content(
        self, served: Served
    ) -> None:
        style = re.search(r'href="(/static/[^"]+\.css)"', served.ask("/").body)
        assert style
        file = served.ask(style[1])
        assert file.status == 200
        assert file.headers["content-type"].startswith("text/css")
        assert "immutable" in file.headers["cache-control"]
        assert file.headers["x-content-type-options"] == "nosniff"
        assert served.ask(style[1], If_None_Match=file.headers["etag"]).status == 304

    def test_no_file_beside_the_static_ones_is_given_out(self, served: Served) -> None:
        route = re.search(r'href="(/static/[^/"]+)/', served.ask("/").body)
        assert route
        for away in ("/../wsgi.py", "/%2e%2e/wsgi.py", "/..%2fwsgi.py"):
            assert served.ask(f"{route[1]}{away}").status in {400, 404}


class TestHealth:
    def test_all_is_well_for_monitors_in_counts_alone(self, served: Served) -> None:
        answer = served.comes_to_say("/health", lambda said: said.status == 200)
        assert answer.headers["content-type"] == "application/json"
        found = answer.fields
        assert (found.pop("well"), found.pop("database"), found.pop("workers")) == (True, True, 1)
        for count in ("waiting", "running"):
            assert isinstance(found.pop(count), int), "the office's rounds are at work"
        assert found == {"dead_letters": 0, "last_anchor": None}

    def test_and_for_people_in_words(self, served: Served) -> None:
        well = "Well: pages and jobs go on."
        page = served.comes_to_say("/health", lambda said: well in said.body, Accept="text/html")
        assert page.status == 200
        assert "1 at work" in page.body

    def test_without_a_worker_it_is_not_well_but_pages_go_on(self, tmp_path: Path) -> None:
        with serving(tmp_path / "data", "--no-jobs") as alone:
            until(lambda: alone.ask("/health.json").fields["workers"] == 0, "it was counted")
            assert alone.ask("/health.json").status == 503
            told = "Not well: no worker does the jobs."
            alone.comes_to_say("/health", lambda page: told in page.body, Accept="text/html")
            assert alone.ask("/").status == 200

    def test_a_database_that_goes_away_and_comes_back(self, tmp_path: Path) -> None:
        server = shared_server()
        name = server.make_database()
        url = server.url(name)
        with serving(tmp_path / "data", OPENIMR_DATABASE=url) as running:
            until(running.well, "all is well")
            server.stop(signal.SIGQUIT)
            try:
                answer = running.comes_to_say(
                    "/health.json", lambda said: said.fields["database"] is False
                )
                assert answer.status == 503
                lost = "the database does not answer"
                page = running.comes_to_say(
                    "/health", lambda page: lost in page.body, Accept="text/html"
                )
                assert url not in page.body + running.words()
                assert running.ask("/").status == 200
            finally:
                server.start()
            until(running.well, "all is well again")
            assert running.stop() == 0
        assert 'File "' not in running.words(), "no trace"
        server.drop_database(name)


class TestStopping:
    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_told_to_stop_it_ends_with_all_its_parts(
        self, tmp_path: Path, how: signal.Signals
    ) -> None:
        with serving(tmp_path / "data") as running:
            until(running.well, "all is well")
            parts = running.programs("web") + running.programs("work")
            assert len(parts) == 2
            assert running.stop(how) == 0
        assert "Stopped." in running.words()
        assert "Traceback" not in running.words()
        until(lambda: not any(alive(one) for one in parts), "the parts are gone")

    def test_requests_that_run_when_it_is_told_to_stop_are_answered(self, tmp_path: Path) -> None:
        (tmp_path / "slow_web.py").write_text(SLOW)
        port = free_port()
        server = subprocess.Popen([sys.executable, str(tmp_path / "slow_web.py"), str(port)])
        found: list[bytes] = []

        def ask(path: str) -> bytes:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
                return answer.read()

        def up() -> bool:
            with contextlib.suppress(OSError):
                return ask("/") == b"done"
            return False

        until(up, "the web is up")
        asking = threading.Thread(target=lambda: found.append(ask("/slow")))
        asking.start()
        until((tmp_path / "begun").exists, "the request runs")
        server.terminate()
        assert server.wait(PATIENCE) == 0
        asking.join(PATIENCE)
        assert found == [b"done"]

    def test_a_killed_worker_is_started_again(self, tmp_path: Path) -> None:
        with serving(tmp_path / "data") as running:
            until(running.well, "all is well")
            (first,) = running.programs("work")
            os.kill(first, signal.SIGKILL)
            until(lambda: running.programs("work") not in ([], [first]), "another one runs")
            until(running.well, "all is well again")
            assert "The worker was killed (SIGKILL)" in running.words()
            assert running.stop() == 0

    def test_a_killed_web_server_is_started_again(self, tmp_path: Path) -> None:
        with serving(tmp_path / "data", "--no-jobs") as running:
            (first,) = running.programs("web")
            os.kill(first, signal.SIGKILL)
            until(lambda: running.programs("web") not in ([], [first]), "another one runs")
            until(running.answers, "the web answers again")
            assert running.stop() == 0

    def test_killed_itself_it_leaves_nothing_running(self, tmp_path: Path) -> None:
        with serving(tmp_path / "data") as running:
            until(running.well, "all is well")
            parts = running.programs("web") + running.programs("work")
            running.program.kill()
            running.program.wait(PATIENCE)
            until(lambda: not any(alive(one) for one in parts), "the parts are gone")
            until(lambda: not running.answers(), "nobody answers any more")


def alive(program: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(program, 0)
        return Path(f"/proc/{program}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class TestStarting:
    def say(self, data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "openimr", "serve", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            env={**os.environ, "OPENIMR_DATA": str(data), **environment},
        )

    def refused(self, data: Path, *words: str, **environment: str) -> str:
        """What it says when it cannot start: one line, exit code 2, no trace."""
        said = self.say(data, *words, **environment)
        assert said.returncode == 2
        assert len(said.stderr.strip().splitlines()) == 1, said.stderr
        return said.stderr

    def test_a_port_that_is_taken(self, tmp_path: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            told = self.refused(tmp_path / "data", "--port", port)
        assert f"127.0.0.1, port {port}: is used by another program" in told
        assert "--port" in told

    def test_a_second_server_at_the_same_port(self, served: Served, tmp_path: Path) -> None:
        told = self.refused(tmp_path / "data", "--port", str(served.port))
        assert "Is OpenIMR running already?" in told

    def test_an_address_of_another_machine(self, tmp_path: Path) -> None:
        told = self.refused(
            tmp_path / "data", "--host", "203.0.113.7", OPENIMR_URL="https://imr.example.org"
        )
        assert "is no address of this machine" in told

    def test_a_network_that_nobody_said_anything_about(self, tmp_path: Path) -> None:
        told = self.refused(tmp_path / "data", "--host", "0.0.0.0")
        assert "would be open to other machines without encryption" in told
        assert "OPENIMR_URL" in told

    def test_an_unencrypted_address(self, tmp_path: Path) -> None:
        told = self.refused(tmp_path / "data", OPENIMR_URL="http://imr.example.org")
        assert "would carry papers unencrypted" in told

    def test_papers_whose_key_would_lie_with_them(self, tmp_path: Path) -> None:
        words = ("--port", str(free_port()))
        public = {"OPENIMR_URL": "https://imr.example.org", "OPENIMR_PROXY": "127.0.0.1"}
        told = self.refused(tmp_path / "data", *words, **public)
        assert "The master key would lie with the papers that it seals" in told
        assert "OPENIMR_MASTER_KEY_FILE" in told

    def test_a_data_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        told = self.refused(tmp_path / "file" / "data", "--port", str(free_port()))
        assert "the data folder: cannot be made" in told

    def test_a_database_that_is_away(self, tmp_path: Path) -> None:
        url = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/none"
        told = self.refused(tmp_path / "data", "--port", str(free_port()), OPENIMR_DATABASE=url)
        assert "the database: cannot be reached" in told
        assert "secret" not in told

    def test_a_certificate_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "key.pem").write_text("no key")
        told = self.refused(
            tmp_path / "data",
            "--certificate", str(tmp_path / "key.pem"), "--key", str(tmp_path / "key.pem"),
        )  # fmt: skip
        assert "cannot be used as a certificate" in told

    def test_a_certificate_without_its_key(self, tmp_path: Path) -> None:
        said = self.say(tmp_path / "data", "--certificate", "chain.pem")
        assert said.returncode == 64
        assert "go together" in said.stderr


def test_by_https_browsers_are_told_to_stay_with_it(tmp_path: Path) -> None:
    pem = str(certificate(tmp_path))
    words = ("--no-jobs", "--certificate", pem, "--key", pem)
    served = Served(tmp_path / "data", *words, OPENIMR_URL="https://localhost")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    found: list[str] = []

    def asked() -> bool:
        with contextlib.suppress(OSError):
            url = f"https://127.0.0.1:{served.port}/"
            with urllib.request.urlopen(url, context=context, timeout=PATIENCE) as answer:
                found.append(answer.headers["Strict-Transport-Security"])
        return bool(found)

    try:
        until(asked, "HTTPS answers")
        assert found[0].startswith("max-age=31536000")
    finally:
        assert served.stop() == 0


def test_all_processes_sign_with_one_key_that_no_other_installation_has(tmp_path: Path) -> None:
    code = (
        "from openimr.bootstrap import record_alias\n"
        "from openimr.web.wsgi import application\n"
        "application(); record_alias()\n"
        "from django.core.signing import Signer\n"
        "print(Signer().sign('someone'))\n"
    )

    def signed(data: str) -> str:
        environment = {**os.environ, "OPENIMR_DATA": str(tmp_path / data)}
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert signed("one") == signed("one")
    assert signed("one") != signed("another")


def test_many_at_once_are_all_answered(served: Served) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(served.ask("/").status)

    threads = [threading.Thread(target=ask) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert found == [200] * 30
