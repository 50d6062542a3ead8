"""An expression over columns into the rows that it holds for; nothing in it is ever run as Python.

Python's own parser was not taken: it knows neither columns in backticks nor where a stranger went wrong in these terms,
and accepts far more than a comparison of columns, which would then have to be refused piece by piece.
"""
