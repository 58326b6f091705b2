"""Connected sites in the window: kept in step beside the work, connected, and their outbox."""
