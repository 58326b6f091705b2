"""Tables are declared, typed, and never mapped."""

import subprocess
import sys

from sqlalchemy import select

from db.declaring import aliased
from db.tables import CommentTable


def test_a_column_is_called_what_its_attribute_is() -> None:
    assert [column.name for column in CommentTable.table.columns][:3] == [
        "id",
        "article_id",
        "parent_id",
    ]
    assert CommentTable.table.c.parent_id.nullable
    assert not CommentTable.table.c.article_id.nullable


def test_a_table_under_another_name_stands_beside_itself() -> None:
    reply = aliased(CommentTable)
    statement = select(reply.id).where(reply.parent_id == CommentTable.id)

    assert str(statement).count("comment AS comment_1") == 1
    assert len(statement.get_final_froms()) == 2


def test_nothing_of_the_library_loads_what_maps_objects() -> None:
    loads = (
        "import db.check, db.finding, db.library, db.schema, sys\n"
        "mapping = [name for name in sys.modules if name.startswith('sqlalchemy.orm')]\n"
        "assert not mapping, mapping"
    )

    told = subprocess.run(
        [sys.executable, "-c", loads], check=False, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
