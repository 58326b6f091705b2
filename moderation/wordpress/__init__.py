"""A connected WordPress site: the wire to it, what comes from it, and what goes back."""
