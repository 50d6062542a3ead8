"""The command ``verify``: whether the files at hand are those that an audit was made from."""

from pathlib import Path

import click

from yasenn_report.inputs.record_file import read_record_file
from yasenn_report.verification import compare, fingerprint, recorded_files, refuse_differences, versions


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def verify(record: Path, files: tuple[Path, ...], quiet: bool) -> None:
    """Say whether FILES are the ones that the audit in RECORD was made from.

    RECORD is the JSON of an audit. FILES are the model, the data and whatever else it read, in any order: each is
    recognised by its SHA-256 and size, and a file that bears a recorded name must have the content of that name. A
    recorded file that is not given counts as not confirmed. No file is opened as a network or a table.

    Exit codes: 0 all recorded files were given and are the same, 1 otherwise (one line says what is amiss).
    """
    found = read_record_file(record)
    checked = compare(recorded_files(found), [fingerprint(path) for path in files])
    made_with = versions(found)
    if not quiet:
        for one in checked:
            click.echo(one.sentence)
        click.echo(f"versions that made the audit: {made_with}")
    refuse_differences(found.file.name, checked)
