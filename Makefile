# One word for each thing a developer does. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
PURE := kernel rules report standards warehouse engines renderers
ROOMS := $(wildcard $(PURE:%=src/argosy/%))
WORKERS := -n auto --maxprocesses 4 --dist loadfile
FAST := not (postgres or browser or office or slow)

.PHONY: help setup run check lint types contracts migrations translations test test-all snap bench docs lock messages

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: ## .venv from the lock
	@python3 run.py setup

run: setup ## the sample firm on http://127.0.0.1:8000
	@python3 run.py demo

check: setup lint types contracts migrations translations ## everything a commit must pass, in about a minute
	@$(BIN)/pytest $(WORKERS) -m "$(FAST)"

lint: ## formatting and ruff
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: ## mypy --strict on the rooms without Django
	@$(BIN)/mypy $(ROOMS)

contracts: ## the import contracts
	@$(BIN)/lint-imports --no-logo

migrations: ## every model change has its migration
	@ARGOSY_SECRET_KEY=compares-models-with-migrations-and-signs-nothing-at-all DJANGO_SETTINGS_MODULE=argosy.config.settings $(BIN)/django-admin makemigrations --check --dry-run

translations: ## every message translated, every catalogue compiled
	@$(BIN)/pytest tests/house/test_translations.py

test: setup ## the fast tests, under 60 s on two cores
	@$(BIN)/pytest $(WORKERS) -m "$(FAST)"

test-all: setup ## all tests: adds PostgreSQL, browser, office programs and the slow ones
	@$(BIN)/pytest $(WORKERS)

snap: setup ## write the document and API snapshots anew; read the difference before you commit it
	@ARGOSY_SNAP=write $(BIN)/pytest $(WORKERS) -m "not (postgres or browser)"
	@$(BIN)/python -m tools.tables
	@git status --short

messages: ## collect the messages of web and CLI (needs gettext), then compile the catalogues
	@cd src/argosy && DJANGO_SETTINGS_MODULE=argosy.config.settings ../../$(BIN)/django-admin makemessages -l zh_Hant --no-wrap --no-location
	@$(BIN)/pybabel -q compile -d src/argosy/locale -D django

bench: setup ## the figures of benchmarks/README.md, beside the ones to reach
	@$(BIN)/python -m benchmarks

docs: setup ## the documentation site in site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q --strict

lock: ## the two locks (Argosy; other warehouse engines) from pyproject.toml: hashes, and no address of any index
	@$(BIN)/python -m uv pip compile pyproject.toml --extra postgres --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements.lock
	@$(BIN)/python -m uv pip compile pyproject.toml --extra spark --extra clickhouse --universal --python-version 3.11 -c requirements.lock \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements-engines.lock
