# Each target sets up what it needs; running one twice does no harm.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold
CORPUS ?= ../shared/corpus
SOAK ?= 100000
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help demo test check format evaluate docs bench corpus train train-hanlp wheel clean soak stores minimum audit

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.core  ## set up, build the graph of the five example reports, ask three questions
	$(BIN)/kg build examples/reports -o output
	$(BIN)/kg query programs_shared
	$(BIN)/kg query honours_won --param place=山下湖镇
	$(BIN)/kg query indicator_by_place --param indicator=GDP
	@echo "Open output/view/index.html in a browser; load output/graph.ttl into any triple store."

test: $(VENV)/.dev $(VENV)/.learn system  ## set up, then every test
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

soak: $(VENV)/.dev $(VENV)/.soak  ## the tests that take long: fuzzing, crashes (SOAK=inputs, default 100000)
	SOAK=$(SOAK) $(BIN)/python -m pytest -m soak -n 0 $(PYTEST_ARGS)

stores: $(VENV)/.dev system  ## the same graph and answers in every store; 100 reports (CORPUS=...) in every parser
	$(BIN)/python -m pytest tests/store -n 0 $(PYTEST_ARGS)
	PYTHONPATH=. $(BIN)/python bench/check_graphs.py $(CORPUS)

minimum: $(VENV)/.dev  ## the core tests against the oldest releases that pyproject.toml allows
	$(BIN)/python -m pip install --quiet --group minimum
	$(BIN)/python tests/minimum.py

audit: $(VENV)/.dev  ## known weaknesses of what is installed; asks a service on the network
	$(BIN)/python -m pip_audit --skip-editable

check: $(VENV)/.dev  ## style, types, docs in step with the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python docs/build.py --check

format: $(VENV)/.dev  ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev  ## write the generated pages of docs/
	$(BIN)/python docs/build.py
	$(BIN)/python docs/competency.py
	$(BIN)/python docs/tutorial.py

evaluate: $(VENV)/.core  ## the figures on a folder of gold reports (GOLD=...)
	$(BIN)/kg evaluate $(GOLD)/dev

train: $(VENV)/.learn  ## train the tagger anew from GOLD, CORPUS and annotations/, into output/tagger (hours)
	$(BIN)/python bench/expand_annotations.py $(CORPUS) output/annotated
	$(BIN)/kg train $(GOLD) --corpus $(CORPUS) --more output/annotated --work output/training -o output/tagger

train-hanlp: $(VENV)/.learn  ## train HanLP's own tagger on the annotated reports (GOLD=...), into output/hanlp
	$(BIN)/kg train $(GOLD) --hanlp -o output/hanlp

corpus: $(VENV)/.core  ## check every span of every report in a folder (CORPUS=...)
	$(BIN)/python bench/check_corpus.py $(CORPUS)

bench: $(VENV)/.bench  ## speed of every stage and of other tools, into docs/performance.md (five minutes)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python bench/performance.py

wheel: $(VENV)/.dev  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --outdir dist .

clean:  ## remove what was generated
	rm -rf output dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: system
system:
	@sh tests/system.sh

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("policykg needs Python 3.11 or newer, found " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.core
	$(BIN)/python -m pip install --quiet 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group test --group lint --group wheel
	@touch $@

$(VENV)/.soak: pyproject.toml | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group soak
	@touch $@

$(VENV)/.learn: pyproject.toml | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group learn
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.learn
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@
