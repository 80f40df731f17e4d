# Everything below needs Go alone, unless it says otherwise.

GO ?= go
BIN := bin/fly2k8s

.PHONY: demo test build check golden docs bench e2e clean

demo: build ## run the whole road on the built-in sample company
	rm -rf fly2k8s-demo
	$(BIN) demo --out fly2k8s-demo

test: ## all tests; those that need more than Go say so and skip
	$(GO) test ./...

build:
	$(GO) build -o $(BIN) ./cmd/fly2k8s

check: ## format, vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on the files above"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	cd e2e && $(GO) vet ./...

golden: ## rewrite the golden trees and the generated docs; read the diff
	$(GO) test ./internal/report ./translate ./cmd/fly2k8s -run 'TestRulesPage|TestDocs|TestGolden' -update

bench: ## speed and memory, as CPU time and ratios
	$(GO) test ./... -run '^$$' -bench . -benchtime 1x

# The proofs wait more than they work: four at once keep two cores busy.
e2e: ## the proof: a control plane built from source (minutes when cold)
	cd e2e && $(GO) test ./... -parallel 4 -timeout 40m -v

clean:
	rm -rf bin fly2k8s-demo
