"""The command line as tests call it: in this process, and as a process of its own."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.rows import Comment
from moderation.newsroom import Newsroom
from tests.calling import ExportFile, Process, Put, Run, call, write_export
from tests.moderation.ana import write_comment
from tests.moderation.exported import HEAD, Export, Given


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where the newsroom of this test lies; the fixtures `newsroom` and `filled` make it there."""
    return tmp_path / "newsroom.commentdesk"


@pytest.fixture
def ana(put: Put, newsroom: Newsroom) -> Comment:
    """A comment of Ana's, of whom much is held."""
    return write_comment(newsroom, put)


@pytest.fixture
def run(library: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the command line in this process, on the newsroom of this test."""
    monkeypatch.setenv("COMMENTDESK_NEWSROOM", str(library))
    return call


@pytest.fixture
def process(library: Path) -> Process:
    """Starts the command line as a process of its own, on the newsroom of this test."""

    def start(*words: object, **given: Any) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "moderation.cli", *map(str, words)],
            env={**os.environ, "COMMENTDESK_NEWSROOM": str(library)},
            text=True,
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            | given,
        )

    return start


@pytest.fixture
def export_file(tmp_path: Path) -> ExportFile:
    """Writes a small WordPress export: so many comments under one article."""

    return partial(write_export, tmp_path)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Writes an export with these comments under one article."""

    def write(*given: Given, name: str = "export.xml") -> Path:
        path = tmp_path / name
        comments = "\n".join(one.xml() for one in given)
        path.write_text(f"{HEAD}{comments}\n</item></channel></rss>", encoding="utf-8")
        return path

    return write
