# Jujur: `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SAMPLE := data/work
AS_OF := 2025-12-15

.PHONY: run test check bench bench-detection catalogue dictionary pictures new-check lock clean

$(STAMP): requirements.lock pyproject.toml
	@echo "Memasang paket (sekali saja) / installing packages (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(STAMP)
	@test -d $(SAMPLE)/inbox || $(BIN)/jujur sample $(SAMPLE)
	@$(BIN)/jujur run --home $(SAMPLE) --as-of $(AS_OF)
	@$(BIN)/jujur user demo --home $(SAMPLE)

test: $(STAMP)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy schemas checks ledger sources publishing flows simulation review
	$(BIN)/lint-imports
	$(BIN)/python -m checks.catalogue --check
	$(BIN)/python -m publishing.ms_var --check
	$(BIN)/python -m publishing.dictionary --check
	$(BIN)/python -m review.messages --check

bench: $(STAMP)
	$(BIN)/python -m bench

bench-detection: $(STAMP)
	$(BIN)/python -m bench.detection_compare $(SETS)

catalogue: $(STAMP)
	$(BIN)/python -m checks.catalogue
	$(BIN)/python -m publishing.ms_var

dictionary: $(STAMP)
	$(BIN)/python -m publishing.dictionary

pictures: $(STAMP)
	PYTHONPATH=. $(BIN)/python docs/make_pictures.py $(SAMPLE)

lock: $(STAMP)
	$(BIN)/python -m checks.lock

new-check: $(STAMP)
	@$(BIN)/python -m checks.scaffold $(ID) $(NAME)

clean:
	rm -rf $(VENV) data/work
