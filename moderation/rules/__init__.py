"""Rules: what of a comment is held or rejected, and which characters say so; opens no library."""
