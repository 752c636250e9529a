# Everything that a person does here, by one word. `make` alone lists the words.
.DEFAULT_GOAL := help
proofs := $(addprefix proof-,mutations kills seals weeks chain boards scopes silence worlds late quiet forged axe still lasts contract)
prove := sh scripts/prove.sh
.PHONY: help run test check proof $(proofs) fmt demo docs fonts sheet lock bench clean system installed tools node scripts still
.NOTPARALLEL:
# The tests start some hundred processes; without bytecode each of them compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE
bin := .venv/bin
js := node_modules/.bin
cockpit := $(bin)/python -m cockpit.cli
# Tests of one file share what they set up; tests/order.py says which files begin. Many wait for a server or a clock.
shared := --dist loadfile --no-loadscope-reorder
compile := $(bin)/uv --no-config pip compile pyproject.toml --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header --quiet

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s  %s\n", $$1, $$2 }' Makefile

run: installed ## the cockpit on http://127.0.0.1:8050 (PORT=9000 make run serves elsewhere)
	@sh scripts/run.sh

test: system tools still scripts ## everything: format, lint, types, floors, and all tests with PostgreSQL, Redis and a browser
	$(bin)/pytest $(shared) -n 3 -m "not browser" --cov --cov-report= --cov-fail-under=0
	$(bin)/pytest $(shared) -n 2 -m browser --cov --cov-append

check: tools still scripts ## the quick part, with no browser, no servers and no demonstration; about 400 s of CPU
	$(bin)/pytest -n 2 -m "not browser and not postgres and not redis and not mariadb and not storage and not demo and not spark and not slow"

proof: $(proofs) ## the long proofs, all parts in turn; one that passed for this commit is not run again (AGAIN=1 does)

proof-mutations: system tools ## 10,000 broken inputs of every kind of source; about 15 min
	@$(prove) mutations env COCKPIT_MUTATIONS=10000 $(bin)/pytest tests/ingest/test_mutations.py

proof-kills: system tools ## 100 kills of a load, on SQLite and on PostgreSQL; about 5 min
	@$(prove) kills env COCKPIT_KILLS=100 $(bin)/pytest tests/ingest/test_killed.py

proof-seals: system tools ## 100 kills of the sealing of a week; about 20 min
	@$(prove) seals env COCKPIT_SEAL_KILLS=100 $(bin)/pytest tests/snapshot/test_kills.py

proof-weeks: system tools ## three weeks sealed in two checkouts, the same in every byte; about 10 min
	@$(prove) weeks env COCKPIT_CHECKOUTS=1 COCKPIT_WEEKS=3 $(bin)/pytest tests/snapshot/test_twice.py

proof-chain: system tools ## 1,000 rewrites of sealed weeks by whoever owns files and key, all found; about 20 min
	@$(prove) chain env COCKPIT_REWRITES=1000 $(bin)/pytest tests/snapshot/test_chain.py -k rewrites

proof-boards: system tools ## what changed, between 5,000 pairs of boards; about 3 min
	@$(prove) boards env COCKPIT_BOARDS=5000 $(bin)/pytest tests/board/test_changes.py

proof-scopes: system tools ## the rows and contributions behind every number, in every scope; about 5 min
	@$(prove) scopes env COCKPIT_SCOPES=all \
		$(bin)/pytest tests/board/rows/test_every_metric.py tests/board/comparison/test_every_metric.py

proof-silence: system tools ## in 1,000 generated worlds no silence is health; about 15 min
	@$(prove) silence env COCKPIT_SILENT_WORLDS=1000 $(bin)/pytest tests/board/test_silent_worlds.py

proof-worlds: system tools ## 1,000 made-up cities on SQLite and PostgreSQL (AGAIN=1 FROM=1000: the next); about 25 min
	@$(prove) worlds env COCKPIT_WORLDS=1000 COCKPIT_WORLDS_FROM=$(or $(FROM),0) $(bin)/pytest -n 2 tests/worlds

proof-late: system tools ## running totals after 30 histories of late rows are those of a fresh count; about 15 min
	@$(prove) late env COCKPIT_LATE_ROWS=30 $(bin)/pytest -n 2 tests/store/test_sum_offsets.py

proof-quiet: system tools ## 1,000 quiet years raise at most one alarm a metric and year; about 10 min
	@$(prove) quiet env COCKPIT_QUIET_YEARS=1000 $(bin)/pytest -n 2 tests/metrics/test_expected_band.py

proof-forged: system tools ## 40,000 forged requests; about 15 min
	@$(prove) forged env COCKPIT_FORGED=40000 $(bin)/pytest tests/web/test_fuzz.py

proof-axe: system tools ## every page and scene, in every look, read by axe; about 5 min
	@$(prove) axe env COCKPIT_AXE=all \
		$(bin)/pytest tests/browser/test_desk_axe.py tests/browser/test_wall_reads.py -k "axe or four or night"

proof-still: system tools ## every page of the desk, in every look, moves nothing; about 5 min
	@$(prove) still env COCKPIT_STILL=all $(bin)/pytest tests/browser/test_desk_still.py -k nothing

proof-lasts: system tools ## 20,000 refreshes of the wall; about 15 min
	@$(prove) lasts env COCKPIT_REFRESHES=20000 $(bin)/pytest tests/browser/test_wall_lasts.py

proof-contract: system tools ## the data contract holds in datacontract-cli, installed from the network; about 5 min
	@$(prove) contract env COCKPIT_DATACONTRACT=1 $(bin)/pytest tests/store/test_data_contract.py

fmt: tools node ## every file in the house's format
	$(bin)/ruff format .
	$(bin)/ruff check --fix .
	$(js)/biome check --write

demo: installed ## the demonstration database
	@$(cockpit) demo

docs: installed ## the pages of docs/ that are generated
	@$(cockpit) docs

fonts: tools ## assets/fonts again, where the published orders in scripts/ have changed; no text asks for it
	@$(bin)/python scripts/fonts.py

sheet: tools ## contact sheets of wall and desk in build/sheets, out of the demonstration, with Chromium
	@$(bin)/python scripts/sheet.py
	@$(bin)/python scripts/desk_sheet.py

lock: tools ## the lock files, with the newest versions that pyproject.toml allows
	$(compile) --output-file requirements.lock
	$(compile) --output-file requirements-dev.lock --extra dev --extra spark --extra storage --extra weekly --constraint requirements.lock
	npm install --package-lock-only --ignore-scripts

bench: installed ## how long the demonstration, the first page and a board take here
	@$(bin)/python bench/first_look.py

clean: ## away with what the tools made; var/ and snapshots/ stay
	rm -rf .venv node_modules build dist *.egg-info .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find cockpit tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# the steps that these share

system:
	@sh scripts/system.sh

installed:
	@sh scripts/venv.sh run

tools:
	@sh scripts/venv.sh dev

node:
	@sh scripts/node.sh

scripts: node
	$(js)/biome ci --colors=off --error-on-warnings
	$(js)/tsc --project types
	node --test --test-reporter=spec tests/assets/*.test.js

still:
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/deptry .
