"""A stand-in for the sentence encoder: it counts what it is asked, and can be broken."""

import sys
from types import ModuleType

import numpy as np
import pytest

from moderation.assist import meaning


class Counting(ModuleType):
    """Another encoder: it says of a text how long it is, and counts what it is asked."""

    def __init__(self, fault: str = "") -> None:
        super().__init__(meaning._MODULE)
        self.asked: list[str] = []
        self.fault = fault
        self.__spec__ = sys.__spec__
        self.USE = lambda threads: self

    def encode(self, texts: list[str]) -> np.ndarray:
        if self.fault == "raises":
            raise RuntimeError("no weights")
        self.asked += texts
        told = np.zeros((len(texts), 100 if self.fault == "narrow" else meaning.COLUMNS))
        told[np.arange(len(texts)), [len(text) % 100 for text in texts]] = 1
        return told * (np.nan if self.fault == "nan" else 9 if self.fault == "long" else 1)


def stand_in(monkeypatch: pytest.MonkeyPatch, fault: str = "") -> Counting:
    monkeypatch.setattr(meaning, "_broken", [])
    monkeypatch.setattr(meaning, "trouble", lambda: "broken" if meaning._broken else "")
    meaning._encoder.cache_clear()
    other = Counting(fault)
    monkeypatch.setitem(sys.modules, meaning._MODULE, other)
    return other
