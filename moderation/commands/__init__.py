"""What the command line can do, by what a person does; `moderation.cli` gathers it."""
