"""Every failure that a user can cause, as one family."""


class YasennReportError(Exception):
    """An input or a request that the tool refuses.

    The message is one line: what was found, where, what was expected, and what to do. The command line catches this
    family in one place, prints the line and exits with code 1; every other exception is a bug and keeps its traceback.
    """


class ModelFileError(YasennReportError):
    """The model file is not a network that this tool opens."""


class TableError(YasennReportError):
    """The table, or the match between its columns and the network's inputs, is refused."""


class FocusError(YasennReportError):
    """The expression of --focus cannot be read, or says something that the columns cannot answer."""


class TaskError(YasennReportError):
    """What the network's outputs mean cannot be told, or does not fit the target column."""


class AuditError(YasennReportError):
    """The network and the table are each sound, but no audit can be made of the two."""


class OutputError(YasennReportError):
    """A requested output cannot be written."""


class ConfigError(YasennReportError):
    """The file of --config is none, or says something that no option of the audit means."""


class PolicyError(YasennReportError):
    """The file of --policy is none, or asks for what no audit measures."""


class DictionaryError(YasennReportError):
    """The file of --dictionary is none, or its words do not fit the columns."""


class RecordError(YasennReportError):
    """A file that should be the JSON of an earlier audit is none, or is one that this version does not read."""


class VerificationError(YasennReportError):
    """The files at hand are not, or not all, the ones that an audit was made from."""
