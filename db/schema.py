"""All mapped tables at once, for whoever asks for the whole of them: `Base.metadata` knows each."""

from db import likeness_tables, people_tables, rule_tables, site_tables
from db.tables import Base

__all__ = ["Base", "likeness_tables", "people_tables", "rule_tables", "site_tables"]
