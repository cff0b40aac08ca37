# `make brief` sets up and makes the brief of seeds/; `make test` sets up and runs the tests.

PYTHON ?= python3
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
LOCK := .ci/requirements.lock
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup brief test lint site record screenshots lock dist clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make .venv with what the lock says, and brief itself

brief: $(STAMP) ## Make the brief of seeds/ in briefs/; the first run fetches the model
	$(BIN)/brief make seeds/

test: $(STAMP) ## Run the tests, without network
	$(BIN)/pytest

lint: $(STAMP) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

site: $(STAMP) ## Build the site of the documentation in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

record: $(STAMP) ## Record the cassettes anew, from a real endpoint
	BRIEF_RECORD=1 $(BIN)/pytest tests/test_cassettes.py

screenshots: $(STAMP) ## Make the screenshots of docs/ anew (needs chromium)
	BRIEF_BROWSER=1 BRIEF_SCREENSHOTS=1 $(BIN)/pytest tests/test_review_browser.py -k screenshots

lock: ## Write the lock anew (needs uv; to move every pin: make lock UPGRADE=--upgrade)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, or UV=path/to/uv" >&2; exit 1; }
	$(UV) pip compile pyproject.toml --group dev --output-file $(LOCK) $(UPGRADE) --universal --python-version 3.11 \
	    --generate-hashes --only-binary :all: --no-emit-index-url --custom-compile-command "make lock" --quiet

dist: $(STAMP) ## Build the wheel and the sdist in dist/
	rm -rf dist
	$(BIN)/hatchling build

clean: ## Remove what make has made, but not the model
	rm -rf $(VENV) .brief briefs dist site .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# brief is installed editable, so only its metadata (pyproject.toml, the version) can be out of date.
$(STAMP): $(LOCK) pyproject.toml brief/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "brief needs Python 3.11 or newer, and $(PYTHON) is not: make PYTHON=path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	    { echo "$(PYTHON) cannot make environments: apt-get install python3-venv, or another PYTHON=" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
