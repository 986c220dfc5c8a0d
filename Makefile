# Every word sets up what it needs: the virtual environment, the packages, the local model.
# The second time it only looks whether anything changed.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock
STAMP := $(VENV)/.installed
MODEL := $(VENV)/.model
PROVIDER := $(VENV)/oidc/node_modules/.package-lock.json
WORKERS ?= auto
# The tests start many processes, each of which would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve test again soak check fix evals evals-accept bench lock clean

help: ## Show these words
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(MODEL) ## Check the sample company's drafts and write out/demo.html
	@$(BIN)/brandcheck demo --output out/demo.html

serve: $(MODEL) ## Open the web pages and the API on http://127.0.0.1:8000
	@$(BIN)/brandcheck serve

test: $(MODEL) $(PROVIDER) ## Run the tests
	@tests/install-programs
	@echo "Looking after the packages that the tests of publish gates run on…"
	@tests/service/hooks/gates/install-packages tests/service/hooks/gates/strapi/app $(VENV)/strapi
	@tests/service/hooks/gates/install-packages tests/service/hooks/gates/sanity $(VENV)/sanity
	@tests/service/hooks/gates/install-packages tests/service/hooks/gates/contentful $(VENV)/contentful
	@echo "Running the tests…"
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

again: $(MODEL) $(PROVIDER) ## Run the tests that failed the last time, by themselves
	@$(BIN)/python -m pytest --last-failed --last-failed-no-failures none

soak: $(MODEL) ## Try many more examples in the property tests
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m hypothesis

check: $(STAMP) ## Formatting, lint, types, spelling, import contracts
	@echo "Checking formatting, lint, types, spelling and import contracts…"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/codespell
	@$(BIN)/lint-imports

fix: $(STAMP) ## Format, and mend what can be mended by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

evals: $(MODEL) ## Measure the findings on the labelled brands against the stored baseline
	@$(BIN)/python -m evals

evals-accept: $(MODEL) ## Store what the evals measure now as baseline and scorecard
	@$(BIN)/python -m evals --accept

bench: $(MODEL) ## Measure speed and memory
	@$(BIN)/python -m evals.bench

lock: ## Renew requirements.lock from pyproject.toml
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python -c 'import tomllib; d = tomllib.load(open("pyproject.toml", "rb")); print(*d["project"]["dependencies"], *d["dependency-groups"]["dev"], sep="\n")' > $(VENV)-lock/wanted.txt
	@$(VENV)-lock/bin/pip install --quiet --upgrade pip
	@$(VENV)-lock/bin/pip install --quiet --requirement $(VENV)-lock/wanted.txt
	@{ echo "# What make installs, exactly: the packages of pyproject.toml and of its dev group. Renew with: make lock"; $(VENV)-lock/bin/pip freeze --exclude pip; } > $(LOCK)
	@rm -rf $(VENV)-lock

clean: ## Remove the virtual environments and what was written
	@rm -rf $(VENV) .bench-venv out .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@echo "Making a virtual environment in $(VENV)…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq -y python3-venv; }
	@$(PYTHON) -m venv $(VENV)

$(STAMP): $(LOCK) pyproject.toml | $(BIN)/python
	@echo "Installing the packages of $(LOCK)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(PROVIDER): tests/service/security/provider/package.json tests/service/security/provider/package-lock.json | $(BIN)/python
	@tests/install-programs
	@echo "Installing the sign-in provider that the tests talk to…"
	@mkdir -p $(VENV)/oidc && cp tests/service/security/provider/package*.json $(VENV)/oidc/
	@npm ci --prefix $(VENV)/oidc --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(MODEL): $(STAMP)
	@echo "Making the local model ready…"
	@$(BIN)/brandcheck model fetch
	@touch $@
