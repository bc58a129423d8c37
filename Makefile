# The two commands that matter are `make run` and `make test`. Both install what the machine lacks.
.DEFAULT_GOAL := help
.PHONY: help run test schema bundle quick styles fmt clippy journeys

help: ## Says what each command does
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make run takes LISTEN (127.0.0.1:8080), DATABASE_URL (sqlite: or postgres:) and DEMO=0 from the environment."
	@echo "  make test takes TEST_POSTGRES_URL; without it a private PostgreSQL is started."

run: ## Builds everything, loads the demonstration council and serves it
	@scripts/run.sh

test: ## Runs every check there is, on both databases and in a real browser
	@scripts/test.sh

schema: ## Writes schema.graphql from the code, without the pages
	@scripts/schema.sh write

bundle: ## Builds what the browser is sent, optimised, into dist/
	@scripts/setup.sh
	@scripts/bundle.sh

quick: ## The same, unoptimised: for working on pages
	@scripts/setup.sh
	@scripts/bundle.sh quick

styles: ## Styles alone, into dist/
	@scripts/bundle.sh styles

fmt: ## Formats the code
	@cargo fmt --all

clippy: ## Lints everything, for the machine and for the browser
	@scripts/clippy.sh

journeys: ## The browser tests alone, against the program and bundle as they are built
	@npx playwright test -c e2e
