"""From numbers to a decision: conditions that somebody sets beforehand, and the verdict that they give on a record."""
