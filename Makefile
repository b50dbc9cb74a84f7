# What a person types. `make` alone prints this list.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
export PYTHONDONTWRITEBYTECODE ?= 1
# Python with Qt offscreen: no test may need a screen.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help run test lint types walls unit bench crash fuzz interop pictures public-cases texts lock clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(READY) texts ## install what is missing and show FieldDoc at work on a practice vault
	@$(PY) -m fielddoc demo

test: $(DEV) texts lint types walls unit ## everything that must hold before a change goes in

lint: $(DEV) ## format and lint (ruff)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .

types: $(DEV) ## types (mypy strict)
	$(VENV)/bin/mypy

walls: $(DEV) ## who may import whom (import-linter)
	$(VENV)/bin/lint-imports --no-logo

unit: $(DEV) texts ## the tests, Qt offscreen
	$(OFFSCREEN) $(VENV)/bin/pytest -n auto

bench: $(DEV) texts ## ratios against limits and peers, in one run; also build/bench.json
	@packaging/foreign-tools.sh || true
	$(OFFSCREEN) $(PY) -m tests.bench

crash: $(DEV) texts ## kill -9 at random instants; nothing acknowledged may be lost
	$(OFFSCREEN) $(PY) -m tests.crash --runs 200

fuzz: $(DEV) texts ## hostile input for every reader, for a minute each
	$(PY) -m tests.fuzz --seconds 60

interop: $(DEV) texts ## real age, openssl, qpdf, poppler, veraPDF; each skipped with a reason where absent
	@packaging/foreign-tools.sh || true
	$(OFFSCREEN) PATH="$(CURDIR)/build/tools/bin:$$PATH" $(VENV)/bin/pytest -m interop -rs

pictures: $(DEV) texts ## every page in Spanish and English, light and dark, into build/pictures
	$(OFFSCREEN) $(PY) -m tests.ui.pictures

public-cases: $(DEV) texts ## FILE=cases.yaml OUT=folder: real cases through the program, every fact counted
	$(PY) -m tests.journeys.public_cases "$(FILE)" "$(OUT)"

texts: $(READY) ## compile the catalogues of sentences
	@$(PY) packaging/texts.py

lock: ## make the hash-pinned requirements anew (needs uv)
	packaging/lock.sh

clean: ## remove what was built and installed here
	rm -rf $(VENV) build dist

$(READY): requirements.txt pyproject.toml packaging/prepare.sh
	packaging/prepare.sh $(VENV) requirements.txt
	@touch $@

$(DEV): $(READY) requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
