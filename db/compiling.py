"""A statement made of the tables, as SQLite is told it: the words, and the values bound to them."""

from typing import Any

from sqlalchemy import Executable
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.sql.elements import ClauseElement

_DIALECT = pysqlite.dialect(paramstyle="qmark")


def compiled(statement: Executable) -> tuple[str, tuple[Any, ...]]:
    """The statement in SQLite's dialect, and its values in the order of their marks."""
    assert isinstance(statement, ClauseElement)
    made = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    told = made.params
    return str(made), tuple(told[name] for name in made.positiontup or ())  # type: ignore[attr-defined]
