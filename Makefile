# Every command of the project. `make run` and `make test` do all from a bare Debian with Python 3.11 on.
SHELL := /bin/bash
PYTHON := .venv/bin/python
WHAT_IS_INSTALLED := pyproject.toml setup.py tools/prepare.sh
CATALOGUE := resources/translations/ru/LC_MESSAGES/cluster_desk.mo

# What is compiled once is compiled for all: each worker of the tests, and every program that they start, reads it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test torture torture-all papers-check documents-check forms-check examples check messages bench look screenshots installer installer-test clean
.PHONY: package-linux package-linux-test district-check test-server
.DEFAULT_GOAL := run

# What a window needs is looked for when there is a screen first, whatever was prepared without one before.
FOR_WINDOW := $(if $(DISPLAY)$(WAYLAND_DISPLAY),.venv/ready-for-window)

run: .venv/ready-to-run $(FOR_WINDOW) $(CATALOGUE)  ## open the program on the sample cluster
	tools/run.sh

test: check  ## everything a change must pass
	$(PYTHON) -m pytest -n 2 --dist worksteal -q

torture: .venv/ready-to-test $(CATALOGUE)  ## every bad day, a sample of thousands: within the hour
	$(PYTHON) -m tests.torture

papers-check: .venv/ready-to-test $(CATALOGUE)  ## every paper on three days, held against the bare rows: minutes
	$(PYTHON) -m tests.papers_check

documents-check: .venv/ready-to-test $(CATALOGUE)  ## 200 documents put together at random, read and held against their truth
	$(PYTHON) -m tests.documents_check

forms-check: .venv/ready-to-test $(CATALOGUE)  ## the form for schools filled in by LibreOffice in 25 ways, and read back
	$(PYTHON) -m tests.forms_check

district-check: .venv/ready-to-test $(CATALOGUE)  ## 50 clusters in a district's store, loaders killed at 100 random moments: minutes
	$(PYTHON) -m tests.district

test-server: .venv/ready-to-test $(CATALOGUE)  ## the district's store on a real PostgreSQL: many at once, rights, backups
	tools/prepare.sh server
	CLUSTER_DESK_SERVER=1 $(PYTHON) -m pytest -q tests/district
	$(PYTHON) -m tests.district

examples: .venv/ready-to-test $(CATALOGUE)  ## what must hold whatever is typed, on all examples
	$(PYTHON) -m pytest -m hypothesis --hypothesis-profile=all -q

.PHONY: merge-check
merge-check: .venv/ready-to-test $(CATALOGUE)  ## 1,000 random pairs of histories of one file, merged, and merging killed
	$(PYTHON) -m tests.merge_check

torture-all: .venv/ready-to-test $(CATALOGUE)  ## all of them, then further ones until Ctrl+C; goes on where it was
	$(PYTHON) -m tests.torture --all

check: .venv/ready-to-test $(CATALOGUE)  ## lint, types, rooms, messages: seconds
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy --num-workers 2
	.venv/bin/lint-imports --no-cache
	$(PYTHON) tools/import_circles.py
	$(PYTHON) tools/messages.py --check

messages: $(CATALOGUE)  ## compile the Russian words

$(CATALOGUE): $(wildcard resources/translations/ru/*.po) | .venv/ready-to-run
	$(PYTHON) tools/messages.py

bench: .venv/ready-to-test .venv/ready-for-window $(CATALOGUE)  ## speed and memory beside peers
	$(PYTHON) -m bench

look: .venv/ready-to-test $(CATALOGUE)  ## every screen and dialog at eleven sizes: what overlaps, is cut, cannot be reached
	$(PYTHON) -m tools.look

screenshots: .venv/ready-to-test $(CATALOGUE)  ## the pictures of the README and the help, and all screens in six variants into out/look
	$(PYTHON) tools/screenshots.py
	$(PYTHON) -m tools.help_pictures
	$(PYTHON) -m tools.variants

installer: .venv/ready-to-run  ## the Windows setup and the portable zip into dist/; SERVER=1: with PostgreSQL's part (installer/README.md)
	installer/build.sh

installer-test: .venv/ready-to-test  ## try the setup under Wine, a private one: minutes
	installer/wine_test/run.sh

package-linux: .venv/ready-to-run  ## a tar.xz, a .deb and an .rpm for Linux into dist/ (Debian 12)
	installer/linux/build.sh

package-linux-test:  ## try them in a bare Debian, as root: minutes
	installer/linux/try.sh

.venv/ready-to-run: $(WHAT_IS_INSTALLED)
	tools/prepare.sh run

.venv/ready-for-window: tools/prepare.sh | .venv/ready-to-run
	tools/prepare.sh window

.venv/ready-to-test: $(WHAT_IS_INSTALLED)
	tools/prepare.sh test

clean:
	rm -rf .venv build dist out *.egg-info $(CATALOGUE)
