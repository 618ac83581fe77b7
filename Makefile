# Nearpair. Two commands: `make demo` and `make test`; each sets up what it needs.
# VENV=/path/to/environment reuses one. The first use downloads torch and Qt (about 5.5 GB on Linux).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEBIAN_PACKAGES := libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 fonts-dejavu-core

.PHONY: help demo test lint types unit dist test-dist texts shots bench tools clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.ready tools ## the main job on the bundled sample, then the window on the review page
	$(BIN)/python -m app demo

test: $(VENV)/.ready-dev tools lint types unit ## everything CI runs

lint: $(VENV)/.ready-dev ## ruff
	$(BIN)/ruff check .

types: $(VENV)/.ready-dev ## mypy --strict on the core and the networks
	$(BIN)/mypy

# A worker that crashes ends its share and fails the run: xdist 3.8 waits for ever when it starts another by loadfile.
# The files in their order, the long ones of tests/e2e first: by number of tests these would be the last, side by side.
unit: $(VENV)/.ready-dev ## every test; the window runs offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0

dist: $(VENV)/.ready-dev ## the frozen program in dist/nearpair (FULL=1 adds torch: training and GPUs)
	FULL=$(FULL) $(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

test-dist: dist ## starts the frozen program with a clean environment: sample, mine, grade, export
	$(BIN)/python -m tests.dist dist/nearpair

texts: $(VENV)/.ready-dev ## collects the texts of the window into the catalogues of translations
	$(BIN)/python -m app.gui.texts

shots: $(VENV)/.ready-dev ## takes the pictures of the window in README and help anew, from the demo project
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.shots

bench: $(VENV)/.ready-dev ## speed and memory: make bench NAME=embed [FLAGS="--quick --json"]
	$(BIN)/python -m tests.bench $(NAME) $(FLAGS)

$(VENV)/.ready: pyproject.toml
	@test -x $(BIN)/python || (echo "First use: torch and Qt are downloaded, about 5.5 GB on Linux; a few minutes."; $(PYTHON) -m venv $(VENV))
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml
	@test -x $(BIN)/python || (echo "First use: torch and Qt are downloaded, about 5.5 GB on Linux; a few minutes."; $(PYTHON) -m venv $(VENV))
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/.ready

# Qt needs these system libraries and one font. Debian and root: installed; otherwise the line to type is printed.
tools:
	@if [ "$$(uname)" = Linux ] && ! (ldconfig -p | grep -q libEGL.so.1 && ldconfig -p | grep -q libxkbcommon.so.0 \
	  && ldconfig -p | grep -q libfontconfig.so.1 && find /usr/share/fonts -name '*.ttf' 2>/dev/null | grep -q .); then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends $(DEBIAN_PACKAGES) >/dev/null; \
	  else echo "Qt needs: sudo apt-get install $(DEBIAN_PACKAGES)"; exit 1; fi; fi

clean: ## removes what make made, not the environment
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache
