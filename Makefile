# Two commands: `make run` and `make test`. Both set up what they need.

DEMONSTRATION ?= yes

PYTHON_OF_VENV = .venv/bin/python

.PHONY: run test lint sqlite postgresql attack bench pictures format clean

# The site on this machine: web, worker, scheduler, broker and mailbox, until Ctrl-C.
# Settings come from .env or the command line: make run PORT=8080
run: .venv/run.installed
	@./setup.sh pango
	@$(PYTHON_OF_VENV) manage.py migrate --verbosity 0
	@$(PYTHON_OF_VENV) manage.py collectstatic --noinput --verbosity 0
	@if [ "$(DEMONSTRATION)" = yes ]; then $(PYTHON_OF_VENV) manage.py demonstration; fi
	@exec $(PYTHON_OF_VENV) -m config.embedded

# Everything that is checked: lint, then the tests on SQLite and, at the same time, on PostgreSQL.
# What is the same on both is tried once. What they print comes when each is done.
test: lint
	@./setup.sh pango
	@./setup.sh poppler
	@./setup.sh chromium > /dev/null || [ "$${CI:-}" != true ]
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target sqlite postgresql ONCE=yes

sqlite postgresql: .venv/test.installed
	@ONCE=$(ONCE) TEST_DATABASE=$@ ./tests/run.sh

lint: .venv/test.installed
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy .
	@.venv/bin/lint-imports
	@$(PYTHON_OF_VENV) manage.py makemigrations --check --dry-run --settings config.settings_test
	@env -i PATH="$$PATH" LC_ALL=C.UTF-8 $$(grep -v '^#' tests/production.env | xargs) \
		$(PYTHON_OF_VENV) manage.py check --deploy --fail-level WARNING

# The attacks on anonymity, far longer than the tests have time for; about two hours on SQLite.
# Fewer: make attack ATTACKS=500
attack: ATTACKS ?= 10000
attack: .venv/test.installed
	@ATTACKS=$(ATTACKS) .venv/bin/python -m pytest tests/attacks/disclosure
	@ATTACKS=$$(( $(ATTACKS) / 100 + 1 )) .venv/bin/python -m pytest tests/attacks/linkage

# How long the arithmetic takes, and sealing and importing on both databases; about ten minutes.
# Less of it: make bench SIZES="--responses 10000 --ballots 1000 --database sqlite"
bench: .venv/test.installed
	@$(PYTHON_OF_VENV) -m bench.speed $(SIZES)

# Every page of the site with the demonstration client, at desk and phone width, light and dark, to
# be looked at before a change to them is done; a few minutes. Lie in var/pictures.
pictures: .venv/test.installed
	@CHROMIUM="$$(./setup.sh chromium)" $(PYTHON_OF_VENV) -m tests.pictures

format: .venv/test.installed
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

clean:
	rm -rf .venv var

.venv/run.installed: requirements.txt setup.sh
	@./setup.sh venv requirements.txt
	@touch $@

.venv/test.installed: requirements.txt requirements-dev.txt setup.sh
	@./setup.sh venv requirements-dev.txt
	@touch .venv/run.installed $@
