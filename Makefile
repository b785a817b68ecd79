# make demo   the evaluation of the bundled study, from files to a dashboard in the browser
# make test   everything that proves it
# Both make the environment first, from requirements.lock alone.

PYTHON ?= python3
BIN := .venv/bin
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: demo test check bench lock catalogues chromium clean

demo: .venv
	$(BIN)/workbench demo

test: .venv check chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv
	for file in benchmarks/*.py; do $(BIN)/python $$file || exit 1; done

# Rebuilt from nothing whenever the lock or the project's own description changes.
.venv: requirements.lock pyproject.toml
	rm -rf .venv
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed.")'
	$(PYTHON) -m venv .venv || { echo "On Debian, install python3-venv first: apt install python3-venv"; rm -rf .venv; exit 1; }
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock || { rm -rf .venv; exit 1; }
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable . || { rm -rf .venv; exit 1; }
	touch .venv

# The browser of the tests is Debian's; nothing else is needed beyond the lock.
chromium:
ifeq ($(CHROMIUM),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "The browser tests need Chromium: install it with: sudo apt install chromium" >&2; exit 1; fi
endif

lock: pyproject.toml
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --no-annotate \
	  --extra atelier --extra publication --group dev --output-file requirements.lock pyproject.toml

catalogues: .venv
	$(BIN)/pybabel compile --domain workbench --directory workbench/locale

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache
