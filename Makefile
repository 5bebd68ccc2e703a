# Two commands do everything: `make demo` and `make test`. Both prepare .venv first.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed
HEADROOM := $(VENV)/bin/headroom

.PHONY: demo test install lint docs benchmarks clean

demo: $(STAMP)
	$(HEADROOM) demo

test: $(STAMP)
	$(VENV)/bin/python -m pytest --cov --cov-report=term

install: $(STAMP)

lint: $(STAMP)
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports

benchmarks: $(STAMP)
	for benchmark in tests/benchmarks/*.py; do $(VENV)/bin/python $$benchmark || exit 1; done

docs: $(STAMP)
	$(VENV)/bin/python -m docs.generate

clean:
	rm -rf $(VENV)

# uv where there is one, otherwise venv and pip; the same pinned versions either way.
$(STAMP): pyproject.toml constraints.txt
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
	  uv pip install --quiet --python $(VENV)/bin/python --constraint constraints.txt --editable '.[dev]'; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'; \
	fi
	@touch $@
