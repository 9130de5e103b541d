# Every target sets up what it needs; `make run` and `make test` are enough on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: setup run test journeys bench screens package catalogues clean

setup: $(STAMP)

# One .venv from pinned versions, used by all the others.
$(STAMP): requirements.txt
	@tools/system-packages
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "CommunityDesk needs Python 3.11 or newer; this is $$($(PYTHON) --version)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# With a screen: the window. Without one: the sample group and all its documents, and where they are.
run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(BIN)/python -m communitydesk $(FILE); \
	else \
	  echo "There is no screen here, so the sample group and its documents are written instead."; \
	  $(BIN)/python -m communitydesk demo demo; \
	fi

# As many at a time as the computer has cores; WORKERS=0 runs them one after the other.
WORKERS ?= auto

test: setup
	@tools/system-packages tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

# The journeys alone: from an empty file to the sent report, with the mouse and without, and through the sample group.
journeys: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -s tests/journeys

# Ratios against a floor measured in the same run; never a pass or a fail.
bench: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

# Every place and every page of every document as pictures, to be looked at.
screens: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screens screens

# The program as a group installs it; the built program writes the demo to show that it is whole.
package: setup
	@$(BIN)/pyinstaller --noconfirm --clean --log-level WARN build.spec
	@rm -rf build/demo && dist/communitydesk/communitydesk demo build/demo

# The message catalogues: gather every text, bring each language up to date, compile.
catalogues: setup
	@$(BIN)/python -m tools.catalogues

clean:
	rm -rf build dist screens demo .pytest_cache .mypy_cache .ruff_cache
