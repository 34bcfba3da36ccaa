"""Second factors on every database: codes once each, recovery codes, sealed secrets."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.adapters.key_ring import installed_keys
from openimr.adapters.master_key import fresh_master_key
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput
from openimr.workflow.accounts import LOCKED, MOST_FAILURES, Account, Accounts, Outcome
from openimr.workflow.second_factor import (
    RECOVERY_CODES,
    STEP,
    SecondFactors,
    code_of,
    new_secret,
    step_at,
)

NOW = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
WORDS = "quiet slate harbor nine"
RIVERA = Account(login="rivera", actor=Actor(role=Role.CASE_MANAGER, id="rivera"))


class Kept:
    """Accounts and their second factors on one database."""

    def __init__(self, alias: str, folder: Path) -> None:
        from openimr.adapters.database.account_factors import (  # noqa: PLC0415
            second_factors_on,
        )
        from openimr.adapters.database.accounts import DatabaseAccounts  # noqa: PLC0415

        self.alias = alias
        self.accounts: Accounts = DatabaseAccounts(alias)
        self.keys = installed_keys({}, folder)
        self.factors: SecondFactors = second_factors_on(alias, self.keys)
        self.secret = new_secret(secrets.token_bytes)
        self.accounts.add(RIVERA, WORDS, NOW)
        codes = self.factors.keep("rivera", self.secret, self.code(NOW), NOW)
        assert codes is not None
        self.recovery_codes = codes

    def code(self, at: dt.datetime) -> str:
        return code_of(self.secret, step_at(at))

    def proves(self, code: str, at: dt.datetime) -> bool:
        return self.factors.prove("rivera", code, at).outcome is Outcome.RIGHT


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    with database(request.param, tmp_path) as alias:
        yield Kept(alias, tmp_path)


def test_a_code_is_taken_once_and_so_is_none_before_it(kept: Kept) -> None:
    later = NOW + 3 * STEP
    assert kept.proves(kept.code(later), later)
    assert not kept.proves(kept.code(later), later), "used"
    assert not kept.proves(kept.code(later - STEP), later), "older than one that was used"
    assert kept.proves(kept.code(later + STEP), later), "a clock that is ahead"


def test_the_code_of_setting_up_is_used_with_it(kept: Kept) -> None:
    assert not kept.proves(kept.code(NOW), NOW)


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_code_of_another_time_is_not_taken(kept: Kept, steps: int) -> None:
    later = NOW + 10 * STEP
    assert not kept.proves(kept.code(later + steps * STEP), later)


def test_spaces_in_a_code_do_not_count(kept: Kept) -> None:
    later = NOW + STEP
    code = kept.code(later)
    assert kept.proves(f" {code[:3]} {code[3:]} ", later)


def test_a_secret_is_kept_only_with_a_code_of_it(kept: Kept) -> None:
    other = new_secret(secrets.token_bytes)
    assert kept.factors.keep("rivera", other, kept.code(NOW), NOW) is None
    assert kept.proves(kept.code(NOW + STEP), NOW + STEP), "the older one stays"


def test_wrong_codes_close_the_account_as_wrong_passwords_do(kept: Kept) -> None:
    later = NOW + STEP
    for _ in range(MOST_FAILURES - 1):
        assert not kept.proves("000000x", later)
    assert kept.accounts.prove("rivera", WORDS, later).found, (
        "a right password ends no count of codes"
    )
    assert not kept.proves("000000x", later)
    assert not kept.proves(kept.code(later), later)
    assert not kept.proves(kept.recovery_codes[0], later)
    assert kept.accounts.prove("rivera", WORDS, later).found is None
    assert kept.proves(kept.recovery_codes[0], later + LOCKED), "not used up while it was closed"


def test_each_recovery_code_is_taken_once(kept: Kept) -> None:
    assert len(set(kept.recovery_codes)) == RECOVERY_CODES
    first = kept.recovery_codes[0]
    assert kept.proves(first.upper(), NOW)
    assert not kept.proves(first, NOW)
    assert kept.factors.codes_left("rivera") == RECOVERY_CODES - 1


def test_new_recovery_codes_end_the_older_ones(kept: Kept) -> None:
    renewed = kept.factors.renew_codes("rivera")
    assert not kept.proves(kept.recovery_codes[0], NOW)
    assert kept.proves(renewed[0], NOW)


def test_a_change_of_the_second_factor_ends_sessions(kept: Kept) -> None:
    before = kept.accounts.known("rivera")
    kept.factors.clear("rivera")
    after = kept.accounts.known("rivera")
    assert before is not None
    assert after is not None
    assert (before.account.second_factor, after.account.second_factor) == (True, False)
    assert before.proof != after.proof
    assert not kept.proves(kept.recovery_codes[0], NOW)


def test_neither_secret_nor_codes_can_be_read_in_the_database(kept: Kept) -> None:
    from openimr.adapters.database import models  # noqa: PLC0415

    row = models.Account.objects.using(kept.alias).get()
    assert kept.secret.encode() not in bytes(row.totp_secret)
    kept_codes = [bytes(one.digest) for one in row.recovery_codes.all()]
    assert not any(code.encode() in kept_codes for code in kept.recovery_codes)


def test_a_secret_moved_to_another_account_opens_nothing(kept: Kept) -> None:
    from openimr.adapters.database import models  # noqa: PLC0415

    other = Account(login="okafor", actor=Actor(role=Role.REVIEWER, id="MD-0042"))
    kept.accounts.add(other, WORDS, NOW)
    rows = models.Account.objects.using(kept.alias)
    rows.filter(login="okafor").update(totp_secret=rows.get(login="rivera").totp_secret)
    with pytest.raises(BadInput, match="cannot be opened"):
        kept.factors.prove("okafor", kept.code(NOW + STEP), NOW + STEP)


def test_nobody_has_no_second_factor(kept: Kept) -> None:
    with pytest.raises(BadInput, match="is nobody's"):
        kept.factors.clear("nobody")
    assert kept.factors.prove("nobody", "123456", NOW).outcome is Outcome.UNKNOWN


def test_after_a_change_of_the_master_key_the_older_one_can_go(kept: Kept) -> None:
    place = kept.keys.master.place
    older = place.read_text()
    kept.keys.master.put_first(fresh_master_key())
    assert kept.proves(kept.code(NOW + STEP), NOW + STEP), "opened by the older one"
    place.write_text("".join(place.read_text().splitlines(keepends=True)[:-1]))
    assert kept.proves(kept.code(NOW + 2 * STEP), NOW + 2 * STEP), "wrapped anew"
    place.write_text(older)
    with pytest.raises(BadInput, match="does not hold"):
        kept.proves(kept.code(NOW + 3 * STEP), NOW + 3 * STEP)


def test_a_lost_master_key_is_not_made_anew_in_silence(kept: Kept) -> None:
    kept.keys.master.place.unlink()
    with pytest.raises(BadInput):
        kept.proves(kept.code(NOW + STEP), NOW + STEP)
    assert not kept.keys.master.place.exists()
