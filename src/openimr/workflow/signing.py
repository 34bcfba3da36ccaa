"""A letter is composed, seen by a named person, signed by them, and issued as it was signed.

The signature is an event of the record: the person's identifier, name and title, the digest of
the letter's bytes, and when the second factor was proved for this very act. There is no private
key; what stands for one is the chain of the record and its daily root (ADR 26).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from openimr.case.commands.issuing import Correct, Issue
from openimr.case.commands.signing import SignLetter
from openimr.case.deciding.signing import check_signed
from openimr.case.events.stands import Stands
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.case.rules import HOUSE
from openimr.determination.model import Determination
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.accesses import Looked
from openimr.workflow.lettering import KeptLetter, LetterFiles, letter_of
from openimr.workflow.office import Office
from openimr.workflow.standing import check_stand, standing_for

if TYPE_CHECKING:  # it loads what reads letters
    from openimr.workflow.before_signing import Warned

_NOTHING: Mapping[str, str] = MappingProxyType({})

Typeset = Callable[[Determination, str, dt.date], bytes]
"""A letter as the bytes of a file, by the file's ending and the day of its making."""


class Signer(Value, frozen=True, kw_only=True):
    """A named person of the review organization who signs letters.

    Attributes:
        id: the identifier under which they act in the record.
        name: as under a letter.
        title: as under a letter.
    """

    id: str
    name: str
    title: str


class Composed(Value, frozen=True, kw_only=True):
    """A letter ready to be signed.

    Attributes:
        letter: what it says.
        content: its bytes, PDF.
    """

    letter: Determination
    content: bytes

    @property
    def sha256(self) -> str:
        """Digest of the bytes, by which it is signed and issued."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Lettering:
    """Where letters are composed, signed and issued.

    Attributes:
        office: the record, as somebody sees it.
        files: keeps drafts and letters with their cases.
        typeset: makes files of letters.
        signers: who may sign, by identifier.
        organization: whose letters these are.
    """

    office: Office
    files: LetterFiles
    typeset: Typeset
    signers: Mapping[str, Signer]
    organization: str

    @property
    def today(self) -> dt.date:
        """The day in California."""
        return pacific_day(self.office.now())

    def signer(self, who: Actor) -> Signer:
        """Who somebody is as a signer.

        Raises:
            Refused: rule "signer-named".
        """
        found = self.signers.get(who.id)
        if found is None:
            raise Refused(
                "You are not among those who sign letters.",
                rule="signer-named",
                citation=HOUSE,
                remedy="Ask one of them; whoever runs this installation names them with their "
                "titles in OPENIMR_SIGNERS.",
            )
        return found

    def composed(self, number: str, signer: Signer | None) -> Composed:
        """The letter of a case as it would be signed today; the look is noted.

        Args:
            number: the case.
            signer: whose name it shows; None for nobody's.

        Raises:
            Refused: as ``lettering.letter_of``.
            BadInput: when there is no case, or nothing was drafted.
        """
        recorded = self.office.record_of(number, Looked.LETTER)
        return self.compose(recorded, self.files.drafted(number), signer)

    def compose(
        self, recorded: Sequence[RecordedEvent], draft: Determination, signer: Signer | None
    ) -> Composed:
        """As ``composed``, of what was read before."""
        shown = f"{signer.name}, {signer.title}, {self.organization}" if signer else ""
        letter = letter_of(recorded, draft, self.today, shown)
        return Composed(letter=letter, content=self.typeset(letter, ".pdf", self.today))

    def sign(
        self,
        number: str,
        who: Actor,
        seen_sha256: str,
        prove: Callable[[], dt.datetime],
        said: Mapping[str, str] = _NOTHING,
    ) -> tuple[RecordedEvent, ...]:
        """Sign the letter that somebody saw; its bytes are kept before the act is recorded.

        Args:
            number: the case.
            who: signs.
            seen_sha256: of the letter that they saw.
            prove: proves their second factor, and says when; asked when nothing else is in the
                way, so that no code is used up in vain.
            said: why grave findings of the checks may stand, by ``standing.name_of``.

        Raises:
            Refused: when they sign no letters; when the letter is another by now, or has a grave
                finding without a reason; as ``prove`` and the command ``SignLetter``.
            BadInput: as ``found_on``.
        """
        signer = self.signer(who)
        made = self.composed(number, signer)
        _check_seen(made, seen_sha256)
        key = f"sign-{made.sha256}-{who.id}"
        asked = SignLetter(
            letter_sha256=made.sha256,
            name=signer.name,
            title=signer.title,
            second_factor_at=self.office.now(),
            stands=self._standing(number, made, said),
        )
        self.office.desk.check(asked, number, who, key)
        proved = msgspec.structs.replace(asked, second_factor_at=prove())
        self.files.keep(number, made.sha256, made.content, made.letter)
        return self.office.desk.do(proved, number, who, key)

    def found_on(self, number: str, made: Composed) -> tuple[Warned, ...]:
        """What the checks find on a letter ready to be signed.

        Raises:
            BadInput: when what it is checked against cannot be read.
        """
        return self.office.letter_checks(self.office.store.load(number), made.letter)

    def _standing(self, number: str, made: Composed, said: Mapping[str, str]) -> tuple[Stands, ...]:
        """The reasons for each grave finding on a letter; refused where one is missing."""
        warned = self.found_on(number, made)
        stands = standing_for(warned, said)
        check_stand(warned, stands)
        return stands

    def issue(self, number: str, who: Actor, because: str = "") -> tuple[RecordedEvent, ...]:
        """Issue the letter that was signed.

        Args:
            number: the case.
            who: issues it.
            because: why the wording of the letter issued before is replaced; "" for the first.

        Raises:
            Refused: when none is signed, or the signed one is not kept; as the command.
        """
        signed, kept = self.signed(number)
        command: Issue | Correct
        if because:
            command = Correct(letter_sha256=signed, reason=because)
        else:
            documents = len(kept.letter.documents_reviewed)
            command = Issue(letter_sha256=signed, documents=documents)
        return self.office.do(command, number, who, f"letter-{signed}")

    def signed(self, number: str) -> tuple[str, KeptLetter]:
        """The letter that was signed last, by its digest."""
        case = case_of(self.office.record_of(number, Looked.LETTER))
        check_signed(case, case.signature.letter_sha256 if case.signature else "")
        signed = case.signature.letter_sha256 if case.signature else ""
        kept = self.files.kept(number, signed)
        if kept is None:
            raise Refused(
                "The letter that was signed is not in the case's folder.",
                rule="letter-kept",
                citation=HOUSE,
                remedy="Have it signed again, or put the very file back.",
            )
        return signed, kept


def _check_seen(made: Composed, seen_sha256: str) -> None:
    if made.sha256 != seen_sha256:
        raise Refused(
            "The letter is not the one that you saw: the case went on, or a day began.",
            rule="letter-as-seen",
            citation=HOUSE,
            remedy="Look at the letter again, then sign it.",
        )
