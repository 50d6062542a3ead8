"""Weights without the network that they belong to: they are put into a network that the user's own code builds."""
