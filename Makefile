# make run    serve the archive on http://127.0.0.1:8000 (PORT=… another port, SAMPLES=off without the sample bulletins)
# make test   every test (ARGS=… goes to pytest)          make lint   what the code must pass
# make bench  how fast the parser is, the search at 10,000 and 100,000 entries beside other engines, and every page
#             (SIZE=1M another number of entries, KEEP=folder keeps the corpus and the archive for the next time)
# make format  put the code in order
# make screenshots  take the pictures of the README and of 使用说明 anew (needs Chromium)
# make ranking  how well search ranks, by judged questions
# make backup and make restore FILE=…: everything in the archive's private database, in one file

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.PHONY: install run test lint bench ranking format screenshots backup restore
.DEFAULT_GOAL := run

install: .venv/installed

run: install
	@exec $(MANAGE) serve

test: .venv/installed-dev
	@scripts/test.sh $(ARGS)

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MANAGE) makemigrations --check --dry-run

bench: .venv/installed-bench
ifndef SIZE
	@$(BIN)/python bench/parsing.py
	@$(BIN)/python bench/search_page.py
endif
	@folder="$(KEEP)"; [ "$$folder" ] || { folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; }; \
	$(BIN)/python bench/search_scale.py $(or $(SIZE),10k 100k) --keep "$$folder" && \
	$(BIN)/python bench/pages.py $(or $(SIZE),100k) --keep "$$folder"

ranking: install
	@$(BIN)/python bench/ranking.py

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: .venv/installed-dev
	@SCREENSHOTS="$(CURDIR)/docs/screenshots" scripts/test.sh -q archive/tests/test_pages_in_browser.py -k pictures

FILE ?= kuaibao-$(shell date +%Y%m%d-%H%M%S).dump

backup: install
	@$(BIN)/python -m kuaibao.backup backup "$(FILE)"

restore: install
	@$(BIN)/python -m kuaibao.backup restore "$(FILE)"

# The stamps are younger than the lists of packages when these have been installed.
.venv/installed: requirements.txt
	@PYTHON="$(PYTHON)" scripts/install.sh requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt requirements.txt
	@PYTHON="$(PYTHON)" scripts/install.sh requirements-dev.txt
	@touch .venv/installed $@

# Without these the other engines are left out of the measurements.
.venv/installed-bench: requirements-bench.txt requirements.txt
	@PYTHON="$(PYTHON)" scripts/install.sh requirements.txt
	@PYTHON="$(PYTHON)" scripts/install.sh requirements-bench.txt || echo "没有它们也能测速，只是少几样比较。" >&2
	@touch .venv/installed $@
