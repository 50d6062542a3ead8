"""How the documents speak of an audit: what the user chose that changes no number."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.inputs.context import Context
from yasenn_report.inputs.dictionary import Dictionary

Detail = Literal["summary", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOptions:
    """What is said about the release and its columns, and how much is printed."""

    context: Context = Context()  # noqa: RUF009 - frozen
    """What the user says about the release; nothing by default."""
    dictionary: Dictionary | None = None
    """Plain words for columns; their names in the files without one."""
    image_shape: tuple[int, ...] | None = None
    """Height and width, or channels, height and width, of the image that a row of inputs is; None where the network
    says, or no image is meant."""
    rows: bool = True
    """Whether an output may show single rows of a table; without ``--no-rows`` they do."""
    detail: Detail = "summary"
    """Whether the pages keep to the parts that matter most, or print every partition and tree."""
