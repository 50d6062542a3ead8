"""Pages are made without model and data, so nothing that reads these is loaded."""

import subprocess
import sys

HEAVY = ("torch", "sklearn", "lightgbm", "pandas", "scipy", "numpy", "matplotlib")


def test_the_view_loads_nothing_heavy() -> None:
    asked = f"import sys, yasenn_report.report.view; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
