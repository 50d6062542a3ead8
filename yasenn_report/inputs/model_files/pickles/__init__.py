"""A pickle as inert records: what it would import, call and make. Nothing of it is run."""
