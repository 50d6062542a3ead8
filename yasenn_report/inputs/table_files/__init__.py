"""A table file into columns of numbers and labels, with every refusal located by row and column."""
