# Wirecheck's commands; `make help` lists them, docs/development.md says how they work.
# Everything is run as `python -m`: the programs in .venv/bin name their folder and break when it is moved.
# The system's own Python where it will do: Debian's is built with profile-guided optimisation, and the rules run a
# third faster in it than in one built without, such as pyenv's (docs/development.md).
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo /usr/bin/python3 || echo python3)
VENV := .venv/bin/python
SET_UP := $(PYTHON) -m tools.set_up
# All four, also when the first finds something.
LINT = failed=0; \
	$(VENV) -m ruff check . || failed=1; \
	$(VENV) -m ruff format --check . || failed=1; \
	$(VENV) -m mypy || failed=1; \
	$(VENV) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' || failed=1; \
	exit $$failed
COMPILE = $(VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url $(if $(UPGRADE),--upgrade) >/dev/null
# Each stamp lies in the folder it vouches for, so that it goes when the folder goes.
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
FRONT_END := node_modules/.front-end

.DEFAULT_GOAL := help
.PHONY: help run test check format lock bench screenshots clean machine lint

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME) $(FRONT_END) ## Install what is missing, set the database up, serve the desk; Ctrl-C stops
	@exec $(VENV) -m flask --app app serve

# Lint runs beside the tests, which leave some of the processor to it, and has its say when it is done.
test: $(RUNTIME) $(DEVELOPMENT) $(FRONT_END) machine ## Install what the tests need, lint, run every test
	@mkdir -p build; \
	(($(LINT)) >build/lint.log 2>&1; linted=$$?; echo; cat build/lint.log; exit $$linted) & lint=$$!; \
	$(VENV) -m pytest -n 3; tested=$$?; \
	wait $$lint || { echo "Lint found what build/lint.log tells."; exit 1; }; \
	exit $$tested

check: $(RUNTIME) $(DEVELOPMENT) lint ## Lint, check types and import order, and run the rules tests
	@exec $(VENV) -m pytest tests/rules

format: $(RUNTIME) $(DEVELOPMENT) ## Format the Python code and sort its imports
	@$(VENV) -m ruff check --fix --select I .
	@$(VENV) -m ruff format .

lock: $(RUNTIME) $(DEVELOPMENT) $(FRONT_END) ## Write requirements*.txt and package-lock.json anew (UPGRADE=1: newest versions)
	@$(COMPILE) --output-file requirements.txt requirements.in
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	@$(VENV) -m tools.npm $(if $(UPGRADE),update,install) --package-lock-only

bench: ## List the benchmarks
	@awk 'FNR == 1 { gsub(/"""/, ""); printf "%-40s %s\n", FILENAME, $$0 }' $(sort $(wildcard benchmarks/*.py)) /dev/null

screenshots: $(RUNTIME) $(DEVELOPMENT) $(FRONT_END) machine ## Take a picture of each page into build/screenshots (PAGES="queue claim": only these; --readme: the README's too)
	@exec $(VENV) -m tools.screenshots $(PAGES)

clean: ## Remove all that was installed or built; the instance folder stays
	rm -rf .venv node_modules build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt
	@$(SET_UP) runtime

$(DEVELOPMENT): requirements-dev.txt | $(RUNTIME)
	@$(SET_UP) development

# Node may come from the runtime requirements.
$(FRONT_END): package-lock.json | $(RUNTIME)
	@$(SET_UP) front-end

# No stamp: a browser may leave the machine again, and looking costs little.
machine: $(DEVELOPMENT)
	@$(VENV) -m tools.set_up machine

lint: $(DEVELOPMENT)
	@$(LINT)
