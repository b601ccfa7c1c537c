# Préau: everything a developer or an operator does, by name. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

GO      ?= go
NPM     ?= npm
TOOLS    = $(GO) tool -modfile=internal/tools/go.mod
BIN      = bin/preau
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  = -s -w -X main.version=$(VERSION)
GOFILES  = $(shell find cmd courses tracking scorm classroom storage frontend internal -name '*.go' -not -path '*/node_modules/*' 2>/dev/null)
WEBFILES = $(shell find frontend/src frontend/public frontend/scripts frontend/index.html frontend/vite.config.ts frontend/package-lock.json -type f 2>/dev/null)
EMBEDDED = $(shell find scorm/runtime/src scorm/runtime/h5p scorm/runtime/wrapper.html scorm/runtime/h5p.html internal/demo/content tracking/attestpdf/fonts -type f 2>/dev/null)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.PHONY: run
run: build ## start Préau with the demo offer on http://localhost:8080
	@exec $(BIN) demo

.PHONY: build
build: $(BIN) ## build the front end and the binary

RUNTIME = scorm/runtime/dist/scorm12.min.js scorm/runtime/dist/scorm2004.min.js scorm/runtime/dist/jquery.min.js scorm/runtime/dist/h5p-theme.ttf

$(BIN): go.mod go.sum $(GOFILES) $(EMBEDDED) $(RUNTIME) frontend/dist/index.html
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/preau

frontend/dist/index.html: $(WEBFILES) | frontend/node_modules/.installed
	cd frontend && $(NPM) run --silent build

scorm/runtime/dist/jquery.min.js: | frontend/node_modules/.installed
	cp frontend/node_modules/jquery/dist/jquery.min.js $@

scorm/runtime/dist/h5p-theme.ttf: scorm/runtime/h5p/icons.svg | frontend/node_modules/.installed
	cd frontend && $(NPM) exec -- svg2ttf --ts 0 ../$< ../$@

scorm/runtime/dist/%.js: | frontend/node_modules/.installed
	cp frontend/node_modules/scorm-again/dist/$*.js $@

frontend/node_modules/.installed: frontend/package.json frontend/package-lock.json
	cd frontend && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: check
check: check-format check-vet check-lint check-generated check-web ## format, vet, linters, generated files, types: what CI runs before the tests

.PHONY: check-format check-vet check-lint check-generated check-web
check-format:
	@out=$$(gofmt -l cmd courses tracking scorm storage frontend/*.go internal 2>/dev/null | grep -v node_modules); test -z "$$out" || { echo "not formatted (run make format):"; echo "$$out"; exit 1; }
check-vet:
	$(GO) vet ./...
check-lint:
	$(TOOLS) golangci-lint run --timeout 20m ./...
check-generated: build
	@$(BIN) openapi | diff -q - docs/openapi.json >/dev/null || { echo "docs/openapi.json is out of date: run make generate"; exit 1; }
	@cd frontend && $(NPM) run --silent api:check
check-web: frontend/node_modules/.installed
	cd frontend && $(NPM) run --silent check

.PHONY: format
format: ## format the Go code
	gofmt -w cmd courses tracking scorm storage internal

.PHONY: generate
generate: build ## write the API description, the client's types and the table of settings again
	$(BIN) openapi > docs/openapi.json
	cd frontend && $(NPM) run --silent api
	$(BIN) settings > docs/configuration.md

.PHONY: test
test: deps build test-go test-web test-browser ## install what the tests need and run all of them
	@echo "all tests passed"

.PHONY: test-go test-web test-browser
test-go: ## Go tests with the race detector
	$(GO) test -race -timeout 15m ./...
test-web: frontend/node_modules/.installed ## unit tests of the front end
	cd frontend && $(NPM) test --silent
	cd scorm/runtime && $(NPM) test --silent
test-browser: build deps ## the journeys, in Chromium, against the real binary
	cd frontend && $(NPM) run --silent e2e

.PHONY: deps
deps: frontend/node_modules/.installed ## install what the tests need (Debian packages)
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else echo "install Chromium first: sudo apt-get install chromium"; exit 1; fi; }

.PHONY: bench
bench: build ## measure: Go benchmarks with memory, then the running binary over HTTP, then the pages
	$(GO) test -run '^$$' -bench . -benchmem ./...
	$(GO) run ./cmd/preau-bench -binary $(BIN)
	cd frontend && $(NPM) run --silent bench

.PHONY: conformance
conformance: build ## run ADL's record store suite: LRS_SUITE=<prepared checkout>, see docs/conformance.md
	@test -n "$(LRS_SUITE)" || { echo "say where the suite is: make conformance LRS_SUITE=FOLDER (docs/conformance.md)"; exit 1; }
	bash internal/tools/conformance.sh $(BIN) $(LRS_SUITE)

FUZZTIME ?= 10m

.PHONY: fuzz
fuzz: ## fuzz what reads statements and requests, one target after the other: FUZZTIME=10m each
	@for target in statement:FuzzParse statement:FuzzTime statement:FuzzDuration lrshttp:FuzzMixed lrshttp:FuzzQuery; do \
	  echo "$$target"; \
	  $(GO) test ./tracking/lrs/$${target%%:*} -run '^$$' -fuzz "^$${target##*:}\$$" -fuzztime $(FUZZTIME) || exit 1; \
	done

.PHONY: clean
clean: ## remove what was built (not the data)
	rm -rf bin frontend/dist/assets frontend/dist/index.html
