"""Running a network while watching every operation: which values depend on the rows, and which of them are layers."""
