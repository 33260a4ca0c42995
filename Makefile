# Souk: the commands. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTS ?= tests
# Where there is Node: the second chain engine, the compiler and the client libraries of the tests.
NODE_TOOLS := $(if $(shell command -v npm),contracts/node_modules/.installed)

.DEFAULT_GOAL := help
.PHONY: help run fresh test check types format faults bench lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: $(VENV)/.run ## set everything up and start Souk in its sandbox
	$(BIN)/python main.py --sandbox

fresh: $(VENV)/.run ## the same with a new, empty world
	$(BIN)/python main.py --sandbox --fresh

test: $(VENV)/.test $(NODE_TOOLS) check types ## lint, types, import contracts and all tests
	SOUK_AIOGRAM_EAGER=1 $(BIN)/python -m pytest -q -k sqlite tests/handlers/test_chat_russian.py
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTS)

check: $(VENV)/.test ## lint and format check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test ## mypy in strict mode
	$(BIN)/mypy

format: $(VENV)/.test ## format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

faults: $(VENV)/.test ## kill -9 campaigns, at most 10 minutes
	$(BIN)/python -m tests.faults

bench: $(VENV)/.test ## benchmarks, each beside its anchor in the same run
	$(BIN)/python -m benchmarks

lock: $(VENV)/.test ## compile the two lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group test -c requirements.lock -o tests/requirements.lock

clean: ## remove the virtual environment and the caches, never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Souk needs Python 3.11 or newer; set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv: install the package python3-venv (Debian, Ubuntu) and try again"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m scripts.sandbox.ton.fetch
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@

contracts/node_modules/.installed: contracts/package-lock.json
	npm ci --prefix contracts --silent --no-audit --no-fund
	@touch $@
