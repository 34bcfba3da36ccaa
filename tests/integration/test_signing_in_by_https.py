"""Signing in over real HTTPS: who gets the cookies, and what browsers are told to remember."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import ipaddress
import re
import socket
import ssl
import urllib.parse
from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.oidc_provider import CLIENT, SECRET, OpenIdProvider, provider
from tests.served import PATIENCE, Served, until
from tests.signed_in import PASSWORD, App, user

from openimr.adapters.master_key import make_master_key

NAME = "imr.example.org"
SESSION, FORM = "__Host-openimr", "__Host-openimr-form"


class Certificate(NamedTuple):
    """A certificate that signs itself, and its key, as PEM files."""

    chain: Path
    key: Path


def a_certificate(folder: Path) -> Certificate:
    """For the name and this machine, for one day."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    at = dt.datetime.now(tz=dt.UTC)
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(hours=1))
        .not_valid_after(at + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, place = folder / "certificate.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    place.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    place.chmod(0o600)
    return Certificate(chain, place)


class ByHttps(Served):
    """A server with a certificate."""

    def __init__(self, data: Path, certificate: Certificate, **environment: str) -> None:
        self.trust = ssl.create_default_context(cafile=certificate.chain)
        words = ("--certificate", str(certificate.chain), "--key", str(certificate.key))
        super().__init__(data, "--no-jobs", *words, **environment)

    def answers(self) -> bool:
        """Whether the web is up."""
        try:
            return Browser(self).get("/sign-in").status == 200
        except OSError:
            return False


class Seen(NamedTuple):
    """What a browser sees of an answer."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: dict[str, Morsel[str]]


class _Named(http.client.HTTPSConnection):
    """To this machine, by the name that people type."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        super().__init__(NAME, port, timeout=PATIENCE, context=trust)
        self._trust = trust

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._trust.wrap_socket(plain, server_hostname=NAME)


class Browser:
    """Keeps the cookies that a browser would, and sends forms with what the page holds."""

    def __init__(self, served: ByHttps) -> None:
        self.served = served
        self.cookies: dict[str, str] = {}
        self.given: dict[str, Morsel[str]] = {}

    def get(self, path: str) -> Seen:
        """Ask for a page."""
        return self._ask("GET", path, {})

    def send(self, path: str, page: Seen, **fields: str) -> Seen:
        """Send a form that stands on a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        assert token
        return self._ask("POST", path, {"csrfmiddlewaretoken": token[1], **fields})

    def _ask(self, method: str, path: str, fields: dict[str, str]) -> Seen:
        connection = _Named(self.served.port, self.served.trust)
        sent = {
            "Host": NAME,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"https://{NAME}{path}",
        }
        if fields:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(connection):
            connection.request(method, path, urllib.parse.urlencode(fields) or None, sent)
            answer = connection.getresponse()
            given: SimpleCookie = SimpleCookie()
            for line in answer.headers.get_all("Set-Cookie") or ():
                given.load(line)
            self.cookies |= {name: one.value for name, one in given.items()}
            self.given |= dict(given)
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return Seen(answer.status, headers, answer.read().decode(), dict(given))

    def sign_in(self, login: str) -> tuple[App, Seen]:
        """With password and a second factor, which is set up on the way."""
        sent = self.send("/sign-in", self.get("/sign-in"), login=login, password=PASSWORD)
        assert sent.headers["location"] == "/second-factor"
        page = self.get("/second-factor")
        key = re.search(r'<code id="key">([^<]+)</code>', page.body)
        offer = re.search(r'name="offer" value="([^"]+)"', page.body)
        assert key is not None and offer is not None, page.body
        app = App(key[1])
        return app, self.send("/second-factor", page, offer=offer[1], code=app.code())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def house() -> Iterator[OpenIdProvider]:
    with provider() as made:
        yield made


@pytest.fixture(scope="module")
def served(
    certificate: Certificate, house: OpenIdProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ByHttps]:
    data = tmp_path_factory.mktemp("https") / "data"
    key = data.parent / "apart" / "master.key"
    make_master_key(key)
    secret = data.parent / "secret"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    settings = {
        "OPENIMR_URL": f"https://{NAME}",
        "OPENIMR_MASTER_KEY_FILE": str(key),
        "OPENIMR_OIDC_ISSUER": house.issuer,
        "OPENIMR_OIDC_CLIENT_ID": CLIENT,
        "OPENIMR_OIDC_CLIENT_SECRET_FILE": str(secret),
    }
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPENIMR_MASTER_KEY_FILE", str(key))
        for login in ("rivera", "quill"):
            assert user(data, "add", login, "case manager").returncode == 0
        assert user(data, "link", "quill", "subject-1").returncode == 0
    data.chmod(0o700)
    running = ByHttps(data, certificate, **settings)
    try:
        until(lambda: running.answers() or running.program.poll() is not None, "the web is up")
        assert running.program.poll() is None, running.words()
        yield running
    finally:
        running.program.terminate()
        running.program.wait(PATIENCE)


def test_signing_in_gives_cookies_that_leave_by_https_to_this_host_alone(served: ByHttps) -> None:
    browser = Browser(served)
    _, entered = browser.sign_in("rivera")
    assert "Recovery codes" in entered.body
    assert browser.get("/work").status == 200
    assert set(browser.cookies) == {SESSION, FORM}
    for one in browser.given.values():
        assert one["secure"] and one["httponly"]
        assert one["path"] == "/"
        assert not one["domain"], "a name below another cannot set it, as __Host- asks"
    assert browser.given[SESSION]["samesite"] == "Lax"
    assert browser.given[FORM]["samesite"] == "Strict"
    assert not browser.given[SESSION]["max-age"], "it goes with the browser"


def test_a_new_key_is_given_at_every_step(served: ByHttps) -> None:
    browser = Browser(served)
    page = browser.get("/sign-in")
    browser.send("/sign-in", page, login="quill", password=PASSWORD)
    half = browser.cookies[SESSION]
    assert browser.get("/work").status == 302, "the password alone opens nothing"
    page = browser.get("/second-factor")
    key, offer = (
        re.search(pattern, page.body)
        for pattern in (r'<code id="key">([^<]+)<', r'name="offer" value="([^"]+)"')
    )
    assert key is not None and offer is not None
    browser.send("/second-factor", page, offer=offer[1], code=App(key[1]).code())
    assert browser.cookies[SESSION] != half
    assert browser.get("/work").status == 200


def test_browsers_are_told_to_come_by_https_alone_for_a_year(served: ByHttps) -> None:
    for path in ("/", "/sign-in", "/no-such-page"):
        assert Browser(served).get(path).headers["strict-transport-security"] == "max-age=31536000"


def test_a_form_that_comes_from_elsewhere_is_refused(served: ByHttps) -> None:
    browser = Browser(served)
    page = browser.get("/sign-in")
    browser.cookies.pop(FORM)
    sent = browser.send("/sign-in", page, login="rivera", password=PASSWORD)
    assert sent.status == 403


def test_the_provider_is_told_to_send_people_back_by_https(
    served: ByHttps, house: OpenIdProvider
) -> None:
    browser = Browser(served)
    away = browser.get("/sign-in/elsewhere").headers["location"]
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(away).query))
    assert asked["redirect_uri"] == f"https://{NAME}/sign-in/elsewhere/back"
    house.claims = {"amr": ["mfa"]}
    arrived = browser.get(house.signs_in(away))
    assert (arrived.status, arrived.headers["location"]) == (302, "/work")
    assert arrived.cookies[SESSION]["secure"]
    assert browser.get("/work").status == 200


def test_old_versions_of_tls_are_not_spoken(served: ByHttps, certificate: Certificate) -> None:
    context = ssl.create_default_context(cafile=certificate.chain)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", served.port), PATIENCE) as plain,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(plain, server_hostname=NAME)


def test_without_tls_nothing_is_answered(served: ByHttps) -> None:
    with pytest.raises((OSError, http.client.HTTPException)):
        served.ask("/sign-in", host=NAME)
