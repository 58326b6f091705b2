"""What is kept: one SQLite library, its journal and its index; the only room that speaks SQL."""
