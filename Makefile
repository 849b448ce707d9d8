# Everything works from a fresh clone with Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
T ?= tests

.PHONY: setup demo test coverage hostile mutants kill thousands layers lint fix docs picture quality validate audit equivalent diagnosis explain repair bench bench-peers

setup: .venv/ready  ## a virtual environment with everything

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'gradgrader needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: setup  ## grade a notebook that passes and a file that gradcheck accepts and that is wrong
	$(BIN)/gradgrader check examples/week1.ipynb
	$(BIN)/gradgrader check examples/attention.py || test $$? -eq 1

test: setup  ## the tests and the red team (T=tests/test_cli.py for some of them)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(T)
	$(if $(filter tests,$(T)),$(MAKE) hostile)

coverage: setup  ## the tests with branch coverage, the workers' too: twice as long
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto $(T)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --show-missing

hostile: setup  ## the red team: some two hundred hostile files, each graded under full isolation
	$(BIN)/python -m pytest --numprocesses 6 --dist worksteal -m hostile tests/test_hostile.py

mutants: setup  ## all 7,874 one-step mutants of the lab's solutions: the wrong fail, the right pass
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m mutants tests/quality

kill: setup  ## a run over a class, killed at 100 random moments: nothing is lost, nothing doubled
	$(BIN)/python -m pytest -s -m kill tests/test_killed.py

thousands: setup  ## 2,000 generated hand-ins, graded together and alone: equal verdicts (ARGS=--count 60)
	$(BIN)/python tools/thousands.py $(ARGS)

layers: setup  ## rewrite docs/layers.md: the red team with each layer switched off in turn (20 min)
	$(BIN)/python tools/layers.py

lint: setup  ## format, style, types, layers: changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup  ## what the linters can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup  ## rewrite what is generated in README.md and docs/, and build the site into site/
	$(BIN)/python tools/docs.py
	$(BIN)/python tools/site.py

picture: setup  ## rewrite the pictures in docs/: pages in a browser (Debian's chromium), a terminal
	$(BIN)/python tools/picture.py
	$(BIN)/python tools/recording.py

quality: setup  ## what the grader misses and whom it accuses, beside gradcheck (ARGS=--all for all)
	$(BIN)/python tools/quality.py $(ARGS)

audit: setup  ## audit Functions of public packages (ARGS=--write for docs/audit.md; 10 min)
	$(BIN)/python tools/audit_packages.py $(ARGS)

validate: setup  ## prove every exercise: statement, solutions, mistakes, mutants (ARGS='tanh --quick')
	$(BIN)/gradgrader exercise validate $(ARGS)

equivalent: setup  ## compare the mutants that are listed as right with their solutions (ARGS='attn/*')
	$(BIN)/python tools/equivalent.py $(ARGS)

diagnosis: explain repair  ## how much of what is wrong is explained, and whether it is true

repair: setup  ## whether lines and fixes are right: mutants, mistakes (ARGS="--sample 100 --list")
	$(BIN)/python tools/repair.py $(ARGS)

explain: setup  ## which wrong functions are explained, and whether it is true (ARGS=--every=1)
	$(BIN)/python tools/explain.py $(ARGS)

bench: setup  ## speed, as ratios within one run (on an otherwise idle machine)
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_watch.py
	$(BIN)/python tools/bench_class.py
	$(BIN)/python tools/bench_cluster.py

bench-peers: setup  ## seconds and catches beside a loop, pytest, otter-grader, nbgrader (installs the last two)
	$(BIN)/python tools/bench_peers.py
