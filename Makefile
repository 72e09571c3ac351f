# The few commands of the platform; they are the same as root and as a normal user.
PY := .venv/bin/python
PG15 := /usr/lib/postgresql/15/bin
ARGS ?=

.PHONY: help run test test-pg15 image services css verrou venv

help:  ## List these commands
	@sed -n 's/^\([a-z0-9-]*\):.*  ## /\1\t/p' Makefile | expand -t 12

run: venv  ## Start the platform: http://localhost:8000 (PORT, DATA_DIR, DATABASE_URL, REDIS_URL, DEMO=0)
	@exec $(PY) -m config.lancement run

test: venv  ## Run every test, browser included, with services of their own (ARGS="-k budget")
	@exec $(PY) -m config.lancement test $(ARGS)

test-pg15: venv  ## Run the tests without browser on Debian's PostgreSQL 15
	@exec $(PY) -m config.lancement test --data-dir var/test-pg15 --postgres-bin $(PG15) $(ARGS)

image: venv  ## Take the picture of the README anew, at the end of the browser test of a whole life
	@IMAGE=1 exec $(PY) -m config.lancement test --data-dir var/image tests/e2e/test_parcours.py

services: venv  ## Start PostgreSQL and Valkey alone and print how to reach them
	@exec $(PY) -m config.lancement services $(ARGS)

css:  ## Compile the style sheets and the icons (needs npm; their results are in the repository)
	npm ci --ignore-scripts --no-audit --no-fund
	npm run css
	npm run icones

verrou:  ## Pin and hash the packages of requirements.in into requirements.txt
	@exec sh config/lancement/verrou.sh

venv:
	@sh config/lancement/venv.sh
