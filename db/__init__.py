"""What is kept: one SQLite library, its journal and its search index; the only room that speaks SQL."""
