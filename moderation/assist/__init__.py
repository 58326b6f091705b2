"""Scores, campaigns of near-copies, and why: arithmetic on texts, which opens no library."""
