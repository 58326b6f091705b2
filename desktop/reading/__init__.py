"""The reading pane: the article, the thread, the decision bar and the reader's view."""
