# The verbs of this house. `make` alone lists them; CI runs these and nothing else.
PYTHON ?= python3
ARGS ?=
SETUP = @$(PYTHON) tools/setup.py
VERIFY = .venv/bin/python tools/verify.py
export PATH := $(CURDIR)/.tools/bin:$(PATH)
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run dev check test e2e bench bench-sfu lab setup clean

help: ## list the verbs
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

run: ## set up what is missing, then serve on http://localhost:8000 (ARGS="--port 9000")
	$(SETUP) run
	@exec .venv/bin/tertulia serve $(ARGS)

dev: ## server and web client, both reloading as you edit
	$(SETUP) dev
	@exec .venv/bin/python tools/dev.py $(ARGS)

check: ## lint, types, layers, unit tests: under a minute
	$(SETUP) check
	@exec $(VERIFY) check

test: ## everything: check, stores, API, realtime, browsers, sizes, canaries
	$(SETUP) test
	@exec $(VERIFY) test

e2e: ## only the tests in real browsers (ARGS="-k chat")
	$(SETUP) test
	@exec $(VERIFY) e2e -- $(ARGS)

bench: ## measure, and write bench/README.md (ARGS="startup idle" for some of it)
	$(SETUP) bench
	@exec .venv/bin/python -m bench $(ARGS)

lab: ## break networks, servers and devices, and write docs/scorecard.md (ARGS="blackout_8s --runs 20"; wants root)
	$(SETUP) lab
	@exec .venv/bin/python -m lab $(ARGS)

bench-sfu: ## measure the media server beside another one (bench/sfu/README.md)
	$(SETUP) bench-sfu
	@cd media && cargo build --release --locked -p sfu-load
	@exec .venv/bin/python -m bench sfu

setup: ## only set up (internal: the other verbs do it by themselves)
	$(SETUP) test

clean: ## remove what was built and downloaded; ./data stays
	rm -rf .venv .tools web/node_modules bench/peers/node_modules server/tertulia/static
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
