"""How the makers keep a row, and count what has to differ."""

from itertools import count

PASSWORD = "correct horse battery"

NUMBERS = count(1)


def saved(row):
    row.full_clean()
    row.save()
    return row
