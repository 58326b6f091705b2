"""A model as one file beside the library: plain arrays, never a pickle; deletable at any time.

What a file says is not believed: shapes, kinds and sizes are looked at, and one that is damaged,
of another program's version or of another newsroom is told apart, so that it can be made again.
"""

import io
import json
import os
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from moderation.assist import meaning_file
from moderation.assist.measuring import Quality
from moderation.assist.model import Head, Model, Question, depth_of
from moderation.assist.regression import Calibration, Weights
from moderation.assist.seeds import seeds
from moderation.assist.words import COLUMNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Raised whenever words, facts or seeds are made otherwise, for an older model would weigh other
# things; and whenever it is found out otherwise how sure auto-sort must be.
VERSION = 4
SUFFIX = ".assist.npz"
# A model is two megabytes; what is much larger is none, and is not unpacked.
_LARGEST = 16_000_000


class NoModel(Exception):
    """There is no model in that file. `reason` says why: absent, damaged, foreign or old."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Kept:
    """A model, and of which newsroom and at which operation of its history it was learnt.

    `no_meaning` says why the sentence encoder was not asked then; empty where it was.
    """

    model: Model
    newsroom: str
    operation: int
    decisions: int
    no_meaning: str = ""


def beside(library: Path) -> Path:
    """Where the model of a library lies."""
    return library.with_name(library.name + SUFFIX)


def forget_beside(library: Path) -> None:
    """Delete all that was learnt of a library's texts and lies beside it."""
    beside(library).unlink(missing_ok=True)
    meaning_file.beside(library).unlink(missing_ok=True)


def save(path: Path, kept: Kept) -> None:
    """Write it whole, readable by its owner alone, or leave what was there; raises `OSError`."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _write(file, kept)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def packed(kept: Kept) -> bytes:
    """What `save` would write, for where nothing may lie on the disk."""
    file = io.BytesIO()
    _write(file, kept)
    return file.getvalue()


def unpacked(told: bytes, newsroom: str) -> Kept:
    """As `load`, of what `packed` made."""
    return _told(io.BytesIO(told), newsroom)


def _write(file: IO[bytes], kept: Kept) -> None:
    import numpy as np

    about: dict[str, Any] = {
        "version": VERSION, "newsroom": kept.newsroom, "operation": kept.operation,
        "decisions": kept.decisions, "seeds": [seed.language for seed in kept.model.seeds],
        "fine": kept.model.fine, "meaning": kept.model.meaning, "no_meaning": kept.no_meaning,
        "heads": {},
    }  # fmt: skip
    arrays: dict[str, NDArray[Any]] = {"rare": kept.model.rare.astype(np.float16)}
    for question, head in kept.model.heads.items():
        arrays[f"{question}-sparse"] = head.weights.sparse.astype(np.float16)
        arrays[f"{question}-dense"] = head.weights.dense
        about["heads"][question] = {
            "always": head.weights.always, "slope": head.calibration.slope,
            "shift": head.calibration.shift, "bad": head.bad, "good": head.good,
            "quality": asdict(head.quality),
        }  # fmt: skip
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path, newsroom: str) -> Kept:
    """The model in that file, if it is one of this newsroom and this version; else `NoModel`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise NoModel("damaged")
        with path.open("rb") as file:
            return _told(file, newsroom)
    except OSError as error:
        raise NoModel("absent" if isinstance(error, FileNotFoundError) else "damaged") from None


def _told(file: IO[bytes], newsroom: str) -> Kept:
    import numpy as np

    try:
        with zipfile.ZipFile(file) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                raise NoModel("damaged")
        file.seek(0)
        with np.load(file, allow_pickle=False) as told:
            return _read(dict(told), newsroom)
    except NoModel:
        raise
    # What a spoilt archive can make numpy and zipfile raise is open-ended; all of it says the same.
    except Exception as error:
        raise NoModel("damaged") from error


def _read(arrays: "Mapping[str, NDArray[Any]]", newsroom: str) -> Kept:
    import numpy as np

    about = json.loads(arrays["about"].tobytes())
    if about["newsroom"] != newsroom:
        raise NoModel("foreign")
    own_seeds = seeds()
    if about["version"] != VERSION or about["seeds"] != [seed.language for seed in own_seeds]:
        raise NoModel("old")
    meaning = int(about["meaning"])
    heads = {
        Question(name): _head(arrays, name, told, depth_of(Question(name), len(own_seeds), meaning))
        for name, told in about["heads"].items()
    }
    rare = _column(arrays["rare"], COLUMNS).astype(np.float32)
    model = Model(rare, heads, own_seeds, tuple(map(_number, about["fine"])), meaning)
    return Kept(
        model, newsroom, int(about["operation"]), int(about["decisions"]), str(about["no_meaning"])
    )


def _head(
    arrays: "Mapping[str, NDArray[Any]]", name: str, told: Mapping[str, Any], deep: int
) -> Head:
    import numpy as np

    sparse = _column(arrays[f"{name}-sparse"], COLUMNS).astype(np.float32)
    dense = _column(arrays[f"{name}-dense"], deep).astype(np.float32)
    weights = Weights(sparse, dense, _number(told["always"]))
    calibration = Calibration(_number(told["slope"]), _number(told["shift"]))
    return Head(
        weights, calibration, int(told["bad"]), int(told["good"]), _quality(told["quality"])
    )


def _quality(told: Mapping[str, Any]) -> Quality:
    return Quality(
        int(told["tried"]),
        int(told["bad"]),
        _number(told["ranking"]),
        _number(told["off"]),
        int(told["of"]),
        tuple(map(_number, told["above"])),
        tuple(map(_number, told["below"])),
    )


def _column(array: "NDArray[Any]", length: int) -> "NDArray[Any]":
    import numpy as np

    if array.shape != (length,) or array.dtype.kind != "f" or not np.isfinite(array).all():
        raise NoModel("damaged")
    return array


def _number(value: object) -> float:
    if not isinstance(value, float | int) or value != value or abs(value) > 1e6:  # noqa: PLR0124
        raise NoModel("damaged")
    return float(value)
