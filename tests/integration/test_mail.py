"""Sending by SMTP to a real server: refusals, slowness, broken connections, encryption."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mail_server import Desk, certificate, mail_server

from openimr.adapters.mail import NoMail, SmtpMail
from openimr.adapters.mail_settings import MailSettings, Security, mail_settings
from openimr.vocabulary.errors import BadInput
from openimr.workflow.jobs import TryLater
from openimr.workflow.telling import Message, Rejected

MESSAGE = Message(
    recipient="jo@doe.example",
    message_id="<1@reviews.example>",
    content=b"Message-ID: <1@reviews.example>\r\nSubject: s\r\n\r\n.first\r\n.\r\nlast\r\n",
    sha256="0" * 64,
)


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that the server shows, and that its client trusts when told to."""
    return certificate(tmp_path_factory.mktemp("certificate"))


def settings(port: int, security: Security = Security.NONE, **more: object) -> MailSettings:
    fields: dict[str, object] = {
        "host": "127.0.0.1",
        "port": port,
        "security": security,
        "sender": "notices@reviews.example",
        "seconds": 2.0,
        **more,
    }
    return MailSettings(**fields)  # type: ignore[arg-type]


def test_the_server_gets_exactly_the_bytes_of_the_message() -> None:
    desk = Desk()
    with mail_server(desk) as port:
        SmtpMail(settings(port)).send(MESSAGE)
    (taken,) = desk.taken
    assert taken.original_content == MESSAGE.content
    assert taken.rcpt_tos == ["jo@doe.example"]
    assert taken.mail_from == "notices@reviews.example"


@pytest.mark.parametrize("where", ["recipients", "answers"])
def test_a_refusal_with_five_hundred_is_for_good(where: str) -> None:
    desk = Desk()
    setattr(desk, where, ["550 no such person, and her name is secret"])
    with mail_server(desk) as port, pytest.raises(Rejected) as refused:
        SmtpMail(settings(port)).send(MESSAGE)
    assert refused.value.code == 550
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("where", ["recipients", "answers"])
def test_a_refusal_with_four_hundred_is_tried_again(where: str) -> None:
    desk = Desk()
    setattr(desk, where, ["451 greylisted, and her name is secret"])
    with mail_server(desk) as port:
        mail = SmtpMail(settings(port))
        with pytest.raises(TryLater, match="code 451") as later:
            mail.send(MESSAGE)
        mail.send(MESSAGE)
    assert "secret" not in str(later.value)
    assert len(desk.taken) == 1


def test_a_slow_server_is_left_after_the_longest_wait() -> None:
    with mail_server(Desk(slow=3.0)) as port, pytest.raises(TryLater, match="in time"):
        SmtpMail(settings(port, seconds=0.3)).send(MESSAGE)


def test_a_connection_that_breaks_after_the_message_leaves_its_fate_open() -> None:
    desk = Desk()
    desk.answers = ["break"]
    with mail_server(desk) as port, pytest.raises(TryLater, match="whether it has the message"):
        SmtpMail(settings(port)).send(MESSAGE)
    assert desk.ids() == ["<1@reviews.example>"], "it had it: a second copy bears the same id"


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with mail_server(Desk()) as port:
        pass
    with pytest.raises(TryLater, match="cannot be reached"):
        SmtpMail(settings(port)).send(MESSAGE)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mail_is_encrypted_and_the_server_known_by_its_certificate(
    security: Security, trusted: Path
) -> None:
    desk = Desk()
    with mail_server(desk, trusted, implicit=security is Security.TLS) as port:
        trusting = settings(port, security, authorities=str(trusted))
        SmtpMail(trusting).check()
        SmtpMail(trusting).send(MESSAGE)
        with pytest.raises(TryLater, match="certificate"):
            SmtpMail(settings(port, security)).send(MESSAGE)
    assert len(desk.taken) == 1


def test_no_password_goes_to_a_server_without_encryption() -> None:
    desk = Desk()
    with mail_server(desk) as port, pytest.raises(TryLater, match="does not offer encryption"):
        SmtpMail(settings(port, Security.STARTTLS, user="u", password="p")).send(MESSAGE)
    assert desk.taken == []


def test_a_wrong_password_is_told_without_showing_it(trusted: Path) -> None:
    with mail_server(Desk(), trusted, password="right") as port:
        known = settings(port, Security.STARTTLS, authorities=str(trusted), user="u")
        SmtpMail(_with(known, "right")).send(MESSAGE)
        with pytest.raises(TryLater, match="user and password") as later:
            SmtpMail(_with(known, "wr0ng")).send(MESSAGE)
    assert "wr0ng" not in str(later.value) + repr(_with(known, "wr0ng"))


def _with(settings: MailSettings, password: str) -> MailSettings:
    import msgspec  # noqa: PLC0415

    return msgspec.structs.replace(settings, password=password)


def test_without_a_server_notices_wait() -> None:
    with pytest.raises(TryLater, match="OPENIMR_SMTP"):
        NoMail().send(MESSAGE)


def test_settings_come_from_the_environment_and_a_private_file(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("s3cret\n")
    secret.chmod(0o600)
    named = {
        "OPENIMR_SMTP": "smtps://mail.example",
        "OPENIMR_SMTP_USER": "u",
        "OPENIMR_SMTP_PASSWORD_FILE": str(secret),
        "OPENIMR_MAIL_FROM": "Reviews <notices@reviews.example>",
    }
    read = mail_settings(named)
    assert read
    assert (read.port, read.security, read.password) == (465, Security.TLS, "s3cret")
    assert read.sender == "notices@reviews.example"
    secret.chmod(0o640)
    with pytest.raises(BadInput, match="can be read by others"):
        mail_settings(named)
    assert mail_settings({}) is None


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("smtp+plain://mail.example", "unencrypted"),
        ("https://mail.example", "is no address"),
        ("smtp://u:p@mail.example", "holds a user or password"),
        ("smtp://", "names no host"),
    ],
)
def test_a_wrong_setting_is_named_without_its_content(address: str, found: str) -> None:
    with pytest.raises(BadInput, match=found) as wrong:
        mail_settings({"OPENIMR_SMTP": address, "OPENIMR_MAIL_FROM": "a@b.example"})
    assert "u:p" not in str(wrong.value)
