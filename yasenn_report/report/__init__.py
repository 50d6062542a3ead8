"""From a finished audit to a document: figures, record (JSON), view, render."""
