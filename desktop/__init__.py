"""The window: the only room that knows Qt; it asks `moderation` and shows what it answers."""
