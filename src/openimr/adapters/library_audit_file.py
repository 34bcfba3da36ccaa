"""A model of an audit on the disk: arrays and JSON; to read it runs nothing that is in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_audit import (
    Audited,
    Newest,
    Told,
    Wanted,
    measured_again,
    published_library,
)
from openimr.adapters.library_audit_kept import AUDIT, REPORT
from openimr.adapters.library_audit_models import OutcomeModel
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.whole_file import refusals, whole_file
from openimr.publication.audit.calibration import Curve
from openimr.publication.audit.card import card
from openimr.publication.audit.published import PublishedLibrary
from openimr.publication.audit.report import COMBINED
from openimr.publication.audit.spans import Cut
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require

ARRAYS: Final = "model.npz"
NAMES: Final = "model.json"
CARD: Final = "model-card.md"
_FORM: Final = 1


class _Named(Value, frozen=True, kw_only=True):
    """What of a model is no array."""

    form: int
    marks: tuple[str, ...]
    words: tuple[str, ...]
    intercept: float
    curve: Curve
    strength: float
    cut: Cut

    def __post_init__(self) -> None:
        require(self.form == _FORM, "a model of this form can be read")


def keep(library: Path, found: Audited) -> None:
    """Keep report, combined model and its card beside the library, each as a whole.

    Raises:
        BadInput: when they cannot be written.
    """
    model = found.models[COMBINED]
    named = _Named(
        form=_FORM,
        marks=model.marks,
        words=model.words,
        intercept=model.intercept,
        curve=model.curve,
        strength=model.strength,
        cut=found.cut,
    )
    arrays = io.BytesIO()
    np.savez_compressed(arrays, rarity=model.rarity, weights=model.weights)
    written = {
        ARRAYS: arrays.getvalue(),
        NAMES: msgspec.json.format(msgspec.json.encode(named), indent=1),
        CARD: card(found.report).encode(),
        REPORT: msgspec.json.format(msgspec.json.encode(found.report)),
    }
    for name, content in written.items():
        _put(library / AUDIT / name, content)


def write_card(path: Path, found: Audited) -> None:
    """Write the model card.

    Raises:
        BadInput: when it cannot be written.
    """
    _put(path, card(found.report).encode())


def kept_model(library: Path, source: PublishedLibrary) -> tuple[OutcomeModel, Cut]:
    """The combined model of the last audit, and where its spans parted.

    Args:
        library: beside which it was kept.
        source: the published library; there is none in a process that serves cases.

    Raises:
        BadInput: when there is none, or what is there is no model.
    """
    require(isinstance(source, PublishedLibrary), "a model is opened for the published library")
    folder = library / AUDIT
    try:
        named = msgspec.json.decode((folder / NAMES).read_bytes(), type=_Named)
        content = io.BytesIO((folder / ARRAYS).read_bytes())
        with np.load(content, allow_pickle=False) as arrays:
            rarity, weights = _numbers(arrays["rarity"]), _numbers(arrays["weights"])
        require(len(rarity) == len(named.words), "each word has its rarity")
        require(len(weights) == len(named.marks) + len(named.words), "each name has its weight")
    except FileNotFoundError as error:
        remedy = "Make it with `openimr library audit`."
        raise BadInput(shown_name(folder), "holds no model of an audit", remedy) from error
    except Exception as error:  # a broken archive may raise nearly anything
        remedy = "Make it anew with `openimr library audit`."
        raise BadInput(shown_name(folder), "holds no model that can be read", remedy) from error
    model = OutcomeModel(
        named.marks, named.words, rarity, weights, named.intercept, named.curve, named.strength
    )
    return model, named.cut


def audit_kept(store: LibraryStore, wanted: Wanted, told: Told = lambda *_: None) -> Audited:
    """Measure the model that was kept on what was decided since.

    Args:
        store: the library.
        wanted: what is asked for; the cut is the model's own.
        told: is told how it goes.

    Raises:
        Refused: in a process that serves cases, and when there are too few decisions.
        BadInput: when there is no model that can be read.
    """
    newest = Newest(store, wanted, told)
    source = published_library(newest)
    kept = kept_model(store.folder, source)
    findings = list(source.findings())
    return measured_again(findings, newest.looked, wanted, kept)


def _numbers(array: Any) -> Any:
    require(array.dtype == np.float64 and array.ndim == 1, "a row of numbers")
    require(bool(np.isfinite(array).all()), "numbers that are finite")
    return array


def _put(path: Path, content: bytes) -> None:
    with refusals(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            unfinished.write_bytes(content)
