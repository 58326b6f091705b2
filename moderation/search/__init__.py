"""The language of the search bar: text to a tree, and a tree to the comments that match."""
