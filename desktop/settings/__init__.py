"""The settings window: one dialog, and a page for each thing that can be chosen."""
