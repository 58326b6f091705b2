"""All tables at once, for whoever asks for the whole of them: `metadata` knows each."""

from db import likeness_tables, people_tables, rule_tables, site_tables, tables
from db.declaring import metadata

__all__ = ["likeness_tables", "metadata", "people_tables", "rule_tables", "site_tables", "tables"]
