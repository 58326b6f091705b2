"""The newsroom's work: taking comments in, deciding, taking back, and what the public may see."""
