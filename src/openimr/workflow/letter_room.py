"""A case's letter as somebody finds it: in review, to be signed, signed, or issued.

Parties and reviewers see issued letters alone; the staff also what is on its way. To whoever has
still to decide a treatment blind, nothing is shown before they did (``quality_sample``).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from openimr.case.model import State
from openimr.case.rules import HOUSE
from openimr.determination.model import Determination
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused
from openimr.workflow import seen_blind
from openimr.workflow.accesses import Looked
from openimr.workflow.accounts import Account
from openimr.workflow.letter_versions import Version, versions
from openimr.workflow.lettering import ISSUABLE, KeptLetter, letter_in_review
from openimr.workflow.seen_by import SEES_ALL, OpenedCase, seen_by
from openimr.workflow.signing import Composed, Lettering


class Stage(enum.Enum):
    """How far a letter is."""

    NONE = "there is no letter yet"
    IN_REVIEW = "in quality review"
    TO_SIGN = "to be signed"
    SIGNED = "signed"
    ISSUED = "issued"


@dataclass(frozen=True)
class LetterSeen:
    """A case's letter as an account finds it.

    Attributes:
        opened: the case.
        stage: how far the letter is.
        letter: what it says; None where there is none, or its file is not kept.
        sha256: of its bytes; "" while it is no file yet.
        versions: the letters issued so far, the valid one last.
        in_the_way: why there is no letter to show.
    """

    opened: OpenedCase
    stage: Stage
    letter: Determination | None
    sha256: str
    versions: tuple[Version, ...]
    in_the_way: OpenIMRError | None = None


@dataclass(frozen=True)
class LetterRoom:
    """Letters as one account sees them.

    Attributes:
        lettering: where letters are composed, signed and issued.
        account: whose.
    """

    lettering: Lettering
    account: Account

    @property
    def of_the_house(self) -> bool:
        """Whether the account is of the staff, who see letters on their way."""
        return self.account.actor.role in SEES_ALL

    def open(self, number: str) -> LetterSeen:
        """The letter of a case as it stands; the look is noted.

        Raises:
            Refused: when the case is not open to the account.
            BadInput: when there is none.
        """
        opened = seen_by(self.account).open(self.lettering.office, number, Looked.LETTER)
        issued = versions(opened.recorded)
        state = opened.whole.state
        if self.of_the_house and state is State.IN_QUALITY_REVIEW:
            return self._tried(opened, Stage.IN_REVIEW, issued, self._in_review)
        if self.of_the_house and state is State.DECIDED:
            if opened.whole.signature:
                return self._kept(opened, Stage.SIGNED, opened.whole.signature.letter_sha256)
            return self.next(opened)
        if issued and opened.whole.issued is not None:
            return self._kept(opened, Stage.ISSUED, issued[-1].sha256)
        return LetterSeen(opened, Stage.NONE, None, "", issued)

    def next(self, opened: OpenedCase) -> LetterSeen:
        """The letter that can be signed next, in the name of the account where it may sign."""
        issued = versions(opened.recorded)
        if not self.of_the_house or opened.whole.state not in ISSUABLE:
            return LetterSeen(opened, Stage.NONE, None, "", issued)
        try:
            made = self.composed(opened)
        except (Refused, BadInput) as error:
            return LetterSeen(opened, Stage.TO_SIGN, None, "", issued, error)
        return LetterSeen(opened, Stage.TO_SIGN, made.letter, made.sha256, issued)

    def composed(self, opened: OpenedCase) -> Composed:
        """The letter as it would be signed today by the account."""
        draft = self.lettering.files.drafted(opened.whole.number)
        signer = self.lettering.signers.get(self.account.actor.id)
        return self.lettering.compose(opened.recorded, draft, signer)

    def kept(self, opened: OpenedCase, sha256: str) -> KeptLetter:
        """A letter of the case by its digest: an issued one, or for the staff the signed one.

        Raises:
            Refused: when there is none for the account, or its file is not kept.
        """
        there = {one.sha256 for one in versions(opened.recorded)}
        if self.of_the_house and opened.whole.signature:
            there.add(opened.whole.signature.letter_sha256)
        kept = self.lettering.files.kept(opened.whole.number, sha256) if sha256 in there else None
        if kept is None:
            raise _not_kept()
        return kept

    def _in_review(self, opened: OpenedCase) -> Determination:
        check_not_blind(self.lettering, opened, self.account.actor)
        draft = self.lettering.files.drafted(opened.whole.number)
        return letter_in_review(opened.recorded, draft, self.lettering.today)

    def _tried(
        self,
        opened: OpenedCase,
        stage: Stage,
        issued: tuple[Version, ...],
        make: Callable[[OpenedCase], Determination],
    ) -> LetterSeen:
        try:
            return LetterSeen(opened, stage, make(opened), "", issued)
        except (Refused, BadInput) as error:
            return LetterSeen(opened, stage, None, "", issued, error)

    def _kept(self, opened: OpenedCase, stage: Stage, sha256: str) -> LetterSeen:
        issued = versions(opened.recorded)
        try:
            kept = self.kept(opened, sha256)
        except Refused as error:
            return LetterSeen(opened, stage, None, sha256, issued, error)
        return LetterSeen(opened, stage, kept.letter, sha256, issued)


def check_not_blind(lettering: Lettering, opened: OpenedCase, who: Actor) -> None:
    """Refuse a letter to whoever has still to decide one of its treatments blind.

    Raises:
        Refused: rule "second-opinion-first".
    """
    seen_blind.check_not_blind(lettering.office.sample.hidden_from(opened.whole, who))


def _not_kept() -> Refused:
    return Refused(
        "There is no such letter here, or its file is not kept with the case.",
        rule="letter-kept",
        citation=HOUSE,
        remedy="Choose one of the letters that the page lists.",
    )
