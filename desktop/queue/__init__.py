"""The queue: ids and a row cache, painted cards, the search bar and the sidebar."""
