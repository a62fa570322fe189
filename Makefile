# Prosa: one command for each thing one does with a checkout. `make` alone lists them.
# The work itself is in tools/, which needs nothing but Python 3.11.

# The first Python 3.11 that really starts: a version manager may list one that is not installed.
PYTHON ?= $(shell for p in python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
TOOLS = $(if $(PYTHON),exec $(PYTHON) -m tools,echo '$(NO_PYTHON)' >&2; exit 1;)
NO_PYTHON = Prosa precisa do Python 3.11. Instale-o (no Debian: apt install python3.11-venv) ou diga onde está: make PYTHON=/caminho/python3.11

.DEFAULT_GOAL := help
.PHONY: help setup run chat test test-transformers lint format e2e bench bench-nlu bench-search lock clean
# One job at a time: the steps share .venv and .tools.
.NOTPARALLEL:

help: ## mostra esta lista
	@echo 'Prosa · make ALVO'
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-17s %s\n", $$1, $$2 }'

setup: ## prepara tudo: .venv, dependências, aplicações web
	@$(TOOLS) setup

run: ## prepara tudo e serve http://localhost:8000 (PORT=9000, PROSA_HOME=pasta)
	@$(TOOLS) run

chat: ## conversa com o bot no terminal
	@$(TOOLS) chat

test: ## as verificações e os testes, também no navegador (os demorados: make e2e)
	@$(TOOLS) test

lint: ## só as verificações de código: estilo, tipos, camadas
	@$(TOOLS) lint

format: ## formata o código
	@$(TOOLS) format

test-transformers: ## os testes que precisam do PyTorch, num ambiente à parte (alguns GB)
	@$(TOOLS) test-transformers

e2e: ## os testes no navegador, também os demorados
	@$(TOOLS) e2e

bench: ## mede partida, compreensão e carga; grava bench/out
	@$(TOOLS) bench

bench-nlu: ## mede a compreensão ao lado de outras (DATA=pasta dos dados, ONLY=massive,bots)
	@$(TOOLS) bench-nlu

bench-search: ## mede a busca: o que acha e em quanto tempo (DATA=pasta dos dados, ONLY=found,faq,speed)
	@$(TOOLS) bench-search

lock: ## refaz as travas de dependências depois de mudar o pyproject.toml
	@$(TOOLS) lock

clean: ## apaga o que foi instalado e construído (os dados em .prosa ficam)
	@$(TOOLS) clean
