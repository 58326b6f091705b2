"""How well the assist does, on labelled comments, beside what it is compared with."""
