"""The options of an audit as the command line knows them."""

from collections.abc import Callable
from pathlib import Path

import click

from yasenn_report.cli.config import read_defaults
from yasenn_report.cli.parsing import (
    Command,
    Number,
    parse_date,
    parse_names,
    parse_outputs,
    parse_pairs,
    parse_shape,
    shown,
)

SHARE = Number(0, 1, min_open=True, max_open=True)

MODEL = (
    click.option(
        "--arch",
        type=click.Path(path_type=Path),
        metavar="FILE.py:NAME",
        help="Your own code that builds the network, for a file that holds weights only. It is run.",
    ),
    click.option(
        "--input-shape",
        callback=parse_shape,
        metavar="1,8,8",
        help="Shape of one row as the network takes it. Default: as the file says, else a line of numbers.",
    ),
    click.option("--output-key", metavar="KEY", help="Which output is audited, if the network returns several."),
)
COLUMNS = (
    click.option("--target", help="Column with the true labels or values. Without it, accuracy is not measured."),
    click.option(
        "--features",
        callback=parse_names,
        metavar="A,B,C",
        help="Input columns in the network's order. Default: all columns of numbers with no other part, in file order.",
    ),
    click.option(
        "--id", "ids", multiple=True, metavar="COLUMN", help="Column that only names rows, no input. May be repeated."
    ),
    click.option(
        "--group", metavar="COLUMN", help="Column that says which rows belong together: they are never split."
    ),
    click.option("--weights", metavar="COLUMN", help="Column that says how much each row counts: numbers above 0."),
    click.option(
        "--sensitive",
        callback=parse_names,
        metavar="A,B",
        help="Columns that tell groups of people apart. No inputs, unless --features names them.",
    ),
    click.option(
        "--expect",
        callback=parse_names,
        metavar="COLUMN[,COLUMN]",
        help="Column of recorded predictions, or a column for each output.",
    ),
    shown(
        "--missing",
        type=click.Choice(["error", "drop"]),
        default="error",
        help="What to do with a row that lacks an entry in a column that is used. Dropped rows are counted.",
    ),
    click.option(
        "--prepared",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The network's inputs in a file of their own (table, .npy or .npz), row by row of DATA, or matched by "
        "--id. Descriptions then speak in the columns of DATA.",
    ),
    click.option(
        "--preprocessor",
        type=click.Path(path_type=Path),
        metavar="SKOPS",
        help="Fitted scikit-learn transformer that makes the network's inputs from DATA, saved by skops.",
    ),
)
REGION = (
    click.option(
        "--focus",
        metavar="EXPRESSION",
        help='Audit only rows for which it holds: \'age < 25 and sex in ("F", "M")\'.',
    ),
    click.option(
        "--explain-with",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="File whose columns descriptions speak in; rows matched by --id, where both files have it, else by order.",
    ),
    click.option(
        "--explain-columns",
        callback=parse_names,
        metavar="A,B,C",
        help="Columns that descriptions speak in. Default: the inputs, or all columns of --explain-with.",
    ),
)
FIT_DATA = (
    click.option(
        "--fit-data",
        type=click.Path(path_type=Path),
        metavar="CSV",
        help="Rows that the network was fitted on: only looked at for rows that DATA has too, for ranges that it "
        "leaves, and for drift. Fit rows of the audit are still a part of DATA.",
    ),
)
MEANING = (
    click.option(
        "--classes",
        callback=parse_names,
        metavar="A,B",
        help="The classes in the order of the network's outputs. Default: the target's labels in sorted order.",
    ),
    click.option(
        "--output-kind",
        type=click.Choice(["logits", "probabilities", "log-probabilities", "values"]),
        help="What the network's outputs are. Default: told from its last layer and the target.",
    ),
    shown("--threshold", type=SHARE, default=0.5, help="Two classes: probability from which on the second is decided."),
)
TRUST = (
    shown("--tolerance", type=SHARE, default=0.05, help="Tolerated rate of disagreement in a partition."),
    shown(
        "--confidence",
        type=Number(0.5, 1, max_open=True),
        default=0.95,
        help="Of intervals, and of all statuses together.",
    ),
    shown(
        "--error-limit",
        type=Number(0, min_open=True),
        default=0.5,
        help="Regression: a row disagrees if it is off by more than so many standard deviations of the output.",
    ),
    shown(
        "--min-description-quality",
        type=Number(0, 1),
        default=0.5,
        help="How much of the way from naming every row to naming the right ones a description must go.",
    ),
    shown(
        "--evaluation-share",
        type=Number(0.1, 0.9),
        default=0.5,
        help="Share of the rows that measure and fit nothing.",
    ),
)
PARTITIONS = (
    shown("--max-partitions", type=click.IntRange(1, 40), default=16, help="Most partitions."),
    click.option(
        "--min-support",
        type=click.IntRange(1),
        help="Fewest fit rows in a partition. Default: enough to judge it, where the table allows.",
    ),
    shown(
        "--layer-order",
        type=click.Choice(["auto", "forward", "backward"]),
        default="auto",
        help="Distil from the input on, or the last hidden layer first.",
    ),
    click.option("--leaves", type=click.IntRange(2, 64), help="Most leaves per tree. Default: searched."),
    click.option("--trees", type=click.IntRange(1, 20), help="Trees per layer. Default: searched."),
    click.option(
        "--smallest-leaf",
        type=Number(0, 0.5, min_open=True),
        help="Smallest share of the fit rows in a leaf. Default: 0.05, less for many classes.",
    ),
    click.option(
        "--target-fidelity",
        type=SHARE,
        help="Fidelity beyond which the search wants no more. Default: 0.95 for classes, R2 0.90 for values.",
    ),
    shown(
        "--refits",
        type=click.IntRange(0, 100),
        default=5,
        help="Searches on resampled rows that measure stability. 0: not measured.",
    ),
)
CONTRASTS = (
    click.option(
        "--contrast",
        "contrasts",
        multiple=True,
        callback=parse_pairs,
        metavar="P3:P7",
        help="Two partitions to hold against each other beside the most consequential pairs. May be repeated.",
    ),
)
DECISION = (
    click.option(
        "--policy",
        type=click.Path(path_type=Path),
        metavar="TOML",
        help="Conditions that the verdict is given by, and waivers of findings. Default: the policy that is shipped.",
    ),
    shown(
        "--fail-on",
        type=click.Choice(["fail", "review", "never"]),
        default="never",
        help="Verdict that makes the exit code 3, once all outputs are written: FAIL, or REVIEW and FAIL.",
    ),
)
PAGES = (
    click.option(
        "--dictionary",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Plain words for columns (.toml or .csv): label, unit, note, meanings of values, scale.",
    ),
    shown(
        "--detail",
        type=click.Choice(["summary", "full"]),
        default="summary",
        help="Print what matters most, or every partition and tree.",
    ),
    click.option(
        "--image-shape",
        callback=parse_shape,
        metavar="28,28",
        help="The inputs of a row are the points of an image of this height and width (or channels, height, width), "
        "row by row: partitions are shown as images too. Default: as the network says.",
    ),
    click.option("--no-rows", is_flag=True, help="Leave every single row of the table out of all outputs."),
    click.option(
        "--date",
        callback=parse_date,
        metavar="2026-11-24",
        help="Date of the document, or date and time; UTC unless a zone is given. Default: SOURCE_DATE_EPOCH, else "
        "now.",
    ),
)
RUN = (
    click.option(
        "--config",
        is_eager=True,
        type=click.Path(path_type=Path),
        callback=read_defaults,
        metavar="FILE",
        help="TOML file with options as keys, or the JSON of an audit to repeat; this command line goes before it.",
    ),
    shown("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help="Of the split and of all that is drawn."),
    shown(
        "--chunk-rows",
        type=click.IntRange(1),
        default=8192,
        help="Evaluation rows held in memory at a time. Changes no more than rounding.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
)


NAMED = (
    click.argument("model", type=click.Path(path_type=Path)),
    click.argument("data", type=click.Path(path_type=Path)),
)


Check = Callable[[click.Context, click.Parameter, tuple[Path, ...]], tuple[Path, ...]]


def outputs(*, required: bool, says: str, check: Check = parse_outputs) -> Callable[[Command], Command]:
    """The option that names what is written, and the check of its endings."""
    return click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        required=required,
        type=click.Path(path_type=Path),
        callback=check,
        help=says,
    )


FORMATS_SAID = (
    "File to write: .html, .pdf, .md (a summary), .json, .csv (the evaluation rows one by one), or .junit.xml (test "
    "results). May be repeated."
)


def audit_options(command: Command) -> Command:
    """Give a command the arguments and options of an audit."""
    return decorated(command, outputs(required=True, says=FORMATS_SAID))


def check_options(command: Command) -> Command:
    """Give a command what an audit takes, so that only one word of a command line changes."""
    return decorated(command, outputs(required=False, says="Taken as in audit; nothing is written."))


def decorated(command: Command, writes: Callable[[Command], Command]) -> Command:
    """The arguments and options in the order of the help."""
    options = (*MODEL, *COLUMNS, *REGION, *FIT_DATA, *MEANING, *TRUST, *PARTITIONS, *CONTRASTS, *DECISION, *PAGES, *RUN)
    for decorate in reversed((*NAMED, writes, *options)):
        command = decorate(command)
    return command


def reading_names() -> frozenset[str]:
    """Names of the parameters that say how files are read; the others of `decorated` say what is done with them."""

    def nothing() -> None:
        """Carries the options, to be asked for their names."""

    for decorate in (*MODEL, *COLUMNS, *REGION, *FIT_DATA):
        decorate(nothing)
    parameters: list[click.Parameter] = getattr(nothing, "__click_params__", [])
    return frozenset(parameter.name for parameter in parameters if parameter.name)
