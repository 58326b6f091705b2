"""One module a format: each yields drafts or takes public rows, lazily, and opens no library."""
