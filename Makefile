# The commands people and CI use. `make` alone lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8080

# Many containers set this. Each process that the tests start would then compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check run-tests fix lock learn bench

help: ## List these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@echo "Setting up $(VENV) from requirements.lock (first time: a minute or two) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; call: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Adding the test tools from requirements-dev.lock ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/run.stamp ## Make .venv with what the bot needs

setup-dev: $(VENV)/dev.stamp

demo: setup ## Open the bot in a web page with the sandbox studio (no key, no cost)
	@$(BIN)/python -m bot demo --port $(PORT)

test: setup-dev ## Run all checks and tests (no key, no network)
	@$(MAKE) --no-print-directory --jobs 2 check run-tests

# Three workers: many tests wait for processes of their own, so even two cores have time for a third. What they write is
# forced to the disk as in the real service, which takes no time in a file system in memory; it is emptied afterwards.
run-tests: setup-dev
	@in_memory=$$(df -Pk /dev/shm 2>/dev/null | awk 'NR > 1 && $$4 > 1000000 {print $$6}'); \
	if test -w "$$in_memory"; then \
	  PYTEST_DEBUG_TEMPROOT=$$(mktemp -d "$$in_memory/imabot-tests.XXXXXX"); export PYTEST_DEBUG_TEMPROOT; \
	  trap 'rm -rf "$$PYTEST_DEBUG_TEMPROOT"' EXIT; trap 'exit 130' INT TERM; \
	fi; \
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

check: setup-dev ## Format, lint, types, import contracts
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make fix"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > .import-contracts.log 2>&1 || { cat .import-contracts.log; rm -f .import-contracts.log; exit 1; }
	@rm -f .import-contracts.log
	@echo "check: format, lint, types and import contracts are clean"

fix: setup-dev ## Format and repair what can be repaired by machine
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet . || true

lock: ## Resolve the dependencies again into the two lock files
	@test -x .lock-venv/bin/uv || { $(PYTHON) -m venv .lock-venv && .lock-venv/bin/python -m pip install --quiet uv; }
	@.lock-venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade pyproject.toml -o requirements.lock
	@.lock-venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

learn: setup-dev ## Learn how people say things anew, from tests/core/lessons
	@$(BIN)/python -m tests.core.learn
	@$(BIN)/python -m tests.core.learn_tags

bench: setup-dev ## Measure speed and memory beside the bare floor
	@$(BIN)/python -m tests.bench
