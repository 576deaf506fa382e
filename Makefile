# Every command anyone needs. Nothing has to be done before any of them: a missing .venv is built first.
# Pass options on with ARGS, e.g. `make run ARGS="--port 9000"` or `make test ARGS="tests/store -x"`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
ARGS ?=

.PHONY: setup demo gallery mta run test lint format eval bench replay chaos clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "recallwatch needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (once) ..." >&2
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
	fi
	@touch $(STAMP)

demo: setup
	@$(BIN)/recallwatch demo $(ARGS)

run: setup
	@$(BIN)/recallwatch run $(ARGS)

# One process a core; a file's tests stay together, for what they share is made once.
test: setup
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gallery: setup
	@$(BIN)/python -m recallwatch.cli.gallery $(ARGS)

mta: setup
	@$(BIN)/python -m pytest -q -n0 -rs tests/notify/test_mta.py $(ARGS)

eval: setup
	@$(BIN)/python -m benchmarks.eval $(ARGS)

bench: setup
	@$(BIN)/python -m benchmarks.bench $(ARGS)

replay: setup
	@$(BIN)/python -m benchmarks.replay $(ARGS)

chaos: setup
	@$(BIN)/python -m tests.chaos $(ARGS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
