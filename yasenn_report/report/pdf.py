"""Lay the HTML page out as an archival, accessible PDF (WeasyPrint): PDF/A-3a and PDF/UA-1 at once."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yasenn_report.errors import OutputError
from yasenn_report.report.fonts import font_configuration, font_faces, pdf_letters
from yasenn_report.report.render import template_folder
from yasenn_report.report.substitution import Substitution, substitute

PANGO_FIX = (
    "Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango; "
    "HTML, Markdown and JSON do not need it"
)

# WeasyPrint writes one variant's marks at a time: this adds those of PDF/UA-1, declared as PDF/A demands it.
UA_METADATA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def require_pdf() -> None:
    """Find out whether PDF can be made, before anything long is computed.

    Raises:
        OutputError: Pango, the one system library, cannot be loaded; the message says how to install it.
    """
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        raise OutputError(f"a PDF needs the system library Pango, which was not found ({PANGO_FIX})") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file inside the PDF."""

    name: str
    description: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A PDF, and what its maker had to say."""

    content: bytes
    warnings: tuple[str, ...]
    """For example that something could not be fetched; empty for a sound document."""
    substituted: tuple[Substitution, ...]
    """Characters that no font has and that are written as code points; a sentence in the document says so."""


def render_pdf(html: str, *, attachments: Sequence[Attached], created: datetime) -> Pdf:
    """Lay a page out with files attached. Nothing can be fetched: neither files nor network.

    Args:
        html: the page.
        attachments: what goes into the file beside the pages.
        created: date of the attachments; the document's own date stands in the page.
    """
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.urls import URLFetcher

    fonts = font_configuration()
    page = substitute(html, pdf_letters())
    paged = (template_folder() / "css" / "paged.css").read_text(encoding="utf-8")
    attached = [
        Attachment(
            string=one.content,
            name=one.name,
            description=one.description,
            relationship="Data",
            created=created,
            modified=created,
        )
        for one in attachments
    ]
    with heard("weasyprint") as warnings:
        content: bytes = HTML(string=page.html, url_fetcher=URLFetcher(allowed_protocols={"data"})).write_pdf(
            stylesheets=[CSS(string=font_faces(), font_config=fonts), CSS(string=paged, font_config=fonts)],
            font_config=fonts,
            attachments=attached,
            finisher=add_ua_metadata,
            pdf_variant="pdf/a-3a",
            pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
        )
    return Pdf(content=content, warnings=tuple(dict.fromkeys(warnings)), substituted=page.substitutions)


def add_ua_metadata(_document: Any, pdf: Any) -> None:
    """Mark the document as PDF/UA-1 too, and list each attachment once (WeasyPrint 70 lists them twice)."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", UA_METADATA, 1) for part in metadata.stream]
    pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))


@contextmanager
def heard(logger_name: str) -> Iterator[list[str]]:
    """Collect what a library logs as a warning or worse, instead of letting it print."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger(logger_name)
    before, logger.handlers = logger.handlers, [handler]
    propagate, logger.propagate = logger.propagate, False
    try:
        yield messages
    finally:
        logger.handlers, logger.propagate = before, propagate
