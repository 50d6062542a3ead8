"""Audit documents for feed-forward PyTorch networks (YASENN, arXiv 1811.02783)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yasenn_report.estimator import YasennPartitioner

__version__ = "0.1.0"
__all__ = ["YasennPartitioner", "__version__"]


def __getattr__(name: str) -> object:
    """Import the estimator when somebody asks for it: the command line answers before torch is loaded."""
    if name == "YasennPartitioner":
        from yasenn_report.estimator import YasennPartitioner

        return YasennPartitioner
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
