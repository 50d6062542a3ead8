"""Audit documents for feed-forward PyTorch networks (YASENN, arXiv 1811.02783)."""

__version__ = "0.1.0"
