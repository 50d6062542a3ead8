"""Files into a network and a holdout."""
