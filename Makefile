# `make help` lists the words. `make demo` and `make test` set up .venv themselves; the stamp makes repeats start fast.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
EXAMPLE := example_reports/breast_cancer
# The committed example carries a fixed date, so that making it again changes nothing unless the tool changed.
EXAMPLE_DATE ?= 1795392000

.DEFAULT_GOAL := help
.PHONY: help setup pango demo schema golden test test-fast test-statistics lint format clean

help:  ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) pango  ## make .venv with the tested versions, and see to Pango

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "yasenn-report needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Say: make PYTHON=python3.11 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

# Pango is the one system library (PDF only). As root with apt it is installed; elsewhere the fix is said and work goes on.
pango:
	@if $(PYTHON) -c 'from ctypes.util import find_library as f; exit(not (f("pangoft2-1.0") and f("harfbuzz-subset")))'; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get -o DPkg::Lock::Timeout=300 update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq \
	    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation >/dev/null; \
	else echo "Note: Pango was not found; PDF needs it (HTML, Markdown and JSON do not). Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango"; fi

demo: setup  ## train the example network and write its audit as HTML, PDF, Markdown and JSON
	$(BIN)/python $(EXAMPLE)/make_example.py
	cd $(EXAMPLE) && SOURCE_DATE_EPOCH=$(EXAMPLE_DATE) ../../$(BIN)/yasenn-report --config audit.toml -o audit.html -o audit.pdf -o audit.md -o audit.json

schema: setup  ## write the JSON Schema of the record again, after its types changed
	$(BIN)/python -m yasenn_report.record.schema

test: setup lint  ## lint, types, import contract, and every test
	$(BIN)/pytest -n 2 --durations=8

test-fast: setup  ## the tests that take less than a minute together
	$(BIN)/pytest -n 2 -m "not slow"

test-statistics: setup  ## the long simulations of bounds, statuses and intervals; prints the rates that they reach
	$(BIN)/pytest -n 2 -m statistics -rP --no-header tests/statistics

golden: setup  ## write the golden pages of tests/report/golden anew; look at the difference before you commit it
	$(BIN)/pytest tests/report/test_golden.py --update-golden

lint: setup  ## ruff, mypy --strict and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove .venv and the caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist
