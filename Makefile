# Everything a person or CI does with this project. `make` alone lists it.
PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
RUNTIME := .venv/runtime.stamp
DEV := .venv/dev.stamp
export PORT
.DEFAULT_GOAL := help
.PHONY: help setup demo test check serve bench torture format lock messages clean

help: ## List these targets
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

demo: $(RUNTIME) ## Serve a demo organisation on http://localhost:8000 (PORT= for another port)
	@EIAPP_DEMO=1 tests/support/demo.sh

test: $(DEV) ## Run every test, on SQLite and on PostgreSQL, and in a browser
	@tests/support/suite.sh

check: $(DEV) ## Look for mistakes without running the product: style, types, directions, templates
	@tests/support/check.sh

setup: $(DEV) ## Put everything that development needs into .venv

serve: $(RUNTIME) ## Serve with production settings from the environment (PORT=)
	@$(PY) manage.py run --port $(PORT)

bench: $(DEV) ## Measure the pages against an empty page (ARGS="--only today" for one)
	@$(PY) -m tests.bench $(ARGS)

torture: $(DEV) ## The long tests: axe on everything, a browser on both databases, soaks
	@tests/support/suite.sh torture

format: $(DEV) ## Format code and templates, mend what ruff can mend
	@tests/support/format.sh

lock: $(DEV) ## Lock requirements again after a change of pyproject.toml
	@tests/support/lock.sh

messages: $(DEV) ## Gather the interface texts and compile the translations
	@tests/support/messages.sh

clean: ## Remove what can be made again: caches, static files, .venv; data stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* staticfiles
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@PYTHON=$(PYTHON) tests/support/venv.sh

$(RUNTIME): requirements.txt | $(PY)
	@tests/support/install.sh requirements.txt
	@touch $(RUNTIME)

$(DEV): requirements.txt requirements-dev.txt | $(PY)
	@tests/support/install.sh requirements-dev.txt
	@touch $(DEV) $(RUNTIME)
