# Every target does its own set-up and says what it does. `make help` lists them.

PREFIX ?= /usr/local
DESTDIR ?=
# Options for the console itself: make run ARGS='--as 王芳'
ARGS ?=
# Options for the benchmarks: make bench BENCH='--quick'
BENCH ?=
# Options for the tests: make test TEST='--filter EndToEnd'
TEST ?=

swift := scripts/swift
# Statically linked, the console starts in half the time. The shell asks for it when the command runs,
# not make before: on a bare system Swift itself only works after scripts/setup.
release_flags = -c release --product juwei $$($(swift) --static)
release_binary = .build/release/juwei

.DEFAULT_GOAL := help
.PHONY: help setup build release run demo test lint format bench install uninstall clean

help: ## Lists what can be done
	@echo 'juwei (居委值班台): make TARGET'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14

setup: ## Installs what is needed from the system to build, test and measure
	@scripts/setup bench
	@echo "setup: all is there; Swift: $$($(swift) --where)"

build: ## Builds everything for development
	@scripts/setup build
	$(swift) build

release: ## Builds the console as it is installed
	@scripts/setup build
	$(swift) build $(release_flags)

run: release ## Opens the console on your own database (ARGS='--as 王芳')
	@$(release_binary) $(ARGS)

demo: release ## Opens the console on a throw-away demonstration neighbourhood
	@folder=$$(mktemp -d "$${TMPDIR:-/tmp}/juwei-demo.XXXXXX") && \
	trap 'rm -rf "$$folder"' EXIT && trap 'exit 129' HUP && trap 'exit 143' TERM && \
	echo "demo: the database is $$folder/demo.db and goes when the console is left" && \
	$(release_binary) demo --db "$$folder/demo.db" && \
	$(release_binary) --db "$$folder/demo.db" $(ARGS)

test: ## Runs every test, the end-to-end ones in a real terminal included
	@scripts/setup test
	$(swift) build --build-tests
	$(swift) test --skip-build $(TEST)

lint: ## Checks the formatting and the rules of the layers
	@scripts/lint --self-test
	@scripts/lint

format: ## Formats the Swift code in place
	$(swift) format --in-place --parallel --recursive Package.swift Sources Tests

bench: ## Measures the console beside its references (BENCH='--quick' for a short run)
	@scripts/setup bench
	$(swift) build $(release_flags)
	@python3 bench/run.py --juwei $(release_binary) $(BENCH)

install: release ## Installs to PREFIX (/usr/local), below DESTDIR when given
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/doc/juwei'
	install -m 755 $(release_binary) '$(DESTDIR)$(PREFIX)/bin/juwei'
	if command -v strip >/dev/null; then strip '$(DESTDIR)$(PREFIX)/bin/juwei'; fi
	for file in LICENSE README.md README.zh-CN.md CHANGELOG.md docs/*.md; do \
	  if [ -e "$$file" ]; then install -m 644 "$$file" '$(DESTDIR)$(PREFIX)/share/doc/juwei/'; fi; \
	done

uninstall: ## Removes what install installed; your database stays
	rm -rf '$(DESTDIR)$(PREFIX)/bin/juwei' '$(DESTDIR)$(PREFIX)/share/doc/juwei'

clean: ## Removes everything that was built, the benchmarks' databases included
	rm -rf .build .build-bench
