# What a visitor and a developer run. Every target installs what it needs and is quick the second time.
.DEFAULT_GOAL := help
.PHONY: help setup demo test hunt lint format accuracy bench docs screens pins

BIN := .venv/bin
READY := .venv/ready

# Tests and measures start many programs: each would compile the whole house again without its kept bytecode.
export PYTHONDONTWRITEBYTECODE :=

help: ## show these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: $(READY) ## make .venv with everything that OpenIMR and its tests import; leaves .venv/bin/openimr

$(READY): requirements/dev.txt requirements/runtime.in requirements/hatch_metadata.py pyproject.toml setup/python-environment
	@setup/system-packages run
	@setup/python-environment
	@touch $@

demo: setup ## draft a Final Determination from the case file that ships with the project
	@setup/system-packages run
	@setup/demo

# Many tests wait for programs and browsers: one process more than there are processors. Files keep
# their order, in which the longest come early.
test: setup ## lint, type-check and run every test, the browser's too
	@setup/system-packages run test
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n $$(( $$(nproc) + 1 )) --dist loadfile --no-loadscope-reorder

hunt: setup ## look further with the property tests; takes as long as you let it
	OPENIMR_PROPERTIES=hunt $(BIN)/pytest tests/property -m "slow or not slow"

lint: setup ## ruff, formatting, mypy --strict and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## put the code into the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accuracy: setup ## measure reading, checking and drafting against the shared letters and case files
	@setup/system-packages run
	$(BIN)/python -m accuracy

bench: setup ## measure speed as ratios against named peers, in one run
	@setup/system-packages run bench
	@setup/python-environment bench
	$(BIN)/python -m bench

docs: setup ## write the pages of docs/ that come from the code
	$(BIN)/python docs/cli_reference.py > docs/cli.md.new && mv docs/cli.md.new docs/cli.md
	$(BIN)/python docs/criteria_reference.py > docs/criteria.md.new && mv docs/criteria.md.new docs/criteria.md
	$(BIN)/python docs/case_reference.py > docs/case-states.md.new && mv docs/case-states.md.new docs/case-states.md
	$(BIN)/python docs/library_reference.py > docs/library-columns.md.new && mv docs/library-columns.md.new docs/library-columns.md
	$(BIN)/python docs/refresh_outputs.py

screens: setup ## take the pictures of the screens in docs/screens
	@setup/system-packages run test
	$(BIN)/python docs/take_screens.py

pins: setup ## compile requirements/*.in into pinned, hashed requirements/*.txt
	@setup/pins
