"""``python -m yasenn_report`` is the command ``yasenn-report``."""

from yasenn_report.cli import main

main()
