# Every job of the project; `make help` lists them. A job first sets up what it needs, and only what has changed.
SHELL := /bin/bash
PYTHON := .venv/bin/python
SQLALCHEMY2_PYTHON := .cache/venv-sqlalchemy2/bin/python
SQLALCHEMY2_TESTS := $(SQLALCHEMY2_PYTHON) -m pytest -c requirements/sqlalchemy2.pytest.ini --rootdir . tests/knowledge
CHECK_CONTENT := $(PYTHON) -m knowledge validate && $(PYTHON) -m bot.check_content
VALIDATE := $(CHECK_CONTENT) && $(PYTHON) -m bot.rasa_cli data validate --fail-on-warnings
CODE := actions bench bot desk knowledge
ARGS ?=

export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

STEP := @scripts/step.sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## List the jobs
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 26

.PHONY: run
run: ## Set up, start the bot and its action server, and show their logs; Ctrl-C stops both
	$(STEP) 1/5 "Python 3.10 environment" scripts/setup.sh app
	$(STEP) 2/5 "Sentence encoder" scripts/encoder.sh
	$(STEP) 3/5 "Knowledge base" scripts/knowledge.sh
	$(STEP) 4/5 "Model" $(PYTHON) -m bot.train
	@echo "[5/5] Servers …"
	@exec $(PYTHON) -m bot.supervisor run

.PHONY: shell
shell: ## Set up and talk to the bot in this terminal
	$(STEP) 1/5 "Python 3.10 environment" scripts/setup.sh app
	$(STEP) 2/5 "Sentence encoder" scripts/encoder.sh
	$(STEP) 3/5 "Knowledge base" scripts/knowledge.sh
	$(STEP) 4/5 "Model" $(PYTHON) -m bot.train
	@echo "[5/5] Servers …"
	@exec $(PYTHON) -m bot.supervisor shell

.PHONY: setup
setup: ## Make the Python environment for development, if it is not there yet
	$(STEP) 1/1 "Python 3.10 environment" scripts/setup.sh dev

# The tests are about what the project ships, whatever the operator adds.
check test: export ADVISOR_CONTENT_DIRS :=
check test: export ADVISOR_DESK_DIR := /nonexistent/desk

.PHONY: check
check: ## Check style, format and types, and run the unit tests, which need no server and no model: a minute and a half
	$(STEP) 1/4 "Python 3.10 environment" scripts/setup.sh dev
	$(STEP) 2/4 "Sentence encoder, knowledge base" scripts/at_once.sh \
		"scripts/encoder.sh && scripts/knowledge.sh"
	$(STEP) 3/4 "Code checks" scripts/lint.sh
	@echo "[4/4] Unit tests"
	@exec scripts/test.sh -m unit -n "$$(getconf _NPROCESSORS_ONLN)" $(ARGS)

.PHONY: test
test: ## Set up, check the code, and run all tests and the questions of "make eval"; ARGS="-k salary" goes to pytest alone
	$(STEP) 1/2 "Environments, services, model; code, content and packages checked" scripts/at_once.sh \
		"scripts/setup.sh dev && scripts/encoder.sh && scripts/knowledge.sh && $(PYTHON) -m bot.train" \
		"scripts/setup_services.sh && scripts/setup.sh dev && scripts/lint.sh && scripts/setup.sh checks && \
		$(PYTHON) scripts/audit.py --source local && $(VALIDATE) && scripts/setup.sh sqlalchemy2"
	@echo "[2/2] Tests; beside them the knowledge base's under SQLAlchemy 2.0$(if $(ARGS),, and the questions)"
	@exec scripts/beside.sh \
		"$(SQLALCHEMY2_TESTS) -k 'not postgresql' $(if $(ARGS),,&& $(PYTHON) -m bench.understanding --only end_to_end --brief)" \
		-- scripts/test.sh $(ARGS)

.PHONY: test-sqlalchemy2
test-sqlalchemy2: ## Run the knowledge base's tests under SQLAlchemy 2.0
	@scripts/setup.sh sqlalchemy2
	@$(SQLALCHEMY2_TESTS)

.PHONY: lint
lint: setup ## Check style, format and types
	@scripts/lint.sh

.PHONY: asked
asked: setup ## Learn anew from data/asked_for whether messages ask for a fact or for advice; ARGS=--wrong lists what is judged wrongly
	@scripts/encoder.sh
	@TF_CPP_MIN_LOG_LEVEL=3 $(PYTHON) -m bot.learn_asked_for $(ARGS)

.PHONY: standing
standing: setup ## Learn anew from data/standing what titles stand for in a conversation; ARGS=--wrong lists what is judged wrongly
	@scripts/encoder.sh
	@TF_CPP_MIN_LOG_LEVEL=3 $(PYTHON) -m bot.nlu.standing $(ARGS)

.PHONY: tagger
tagger: setup ## Learn the weights of the span tagger anew from data/marked, in three minutes; ARGS="--held-out forums.txt" only measures
	@scripts/encoder.sh
	@TF_CPP_MIN_LOG_LEVEL=3 $(PYTHON) -m bot.nlu.span_tagger $(ARGS)

.PHONY: format
format: setup ## Format the code and fix what can be fixed
	@$(PYTHON) -m ruff check --fix --quiet .
	@$(PYTHON) -m ruff format .

.PHONY: encoder
encoder: setup ## Make the sentence encoder, if it is not there yet; WEIGHTS=file TOKENIZER=file supplies it by hand
	@scripts/encoder.sh "$(WEIGHTS)" "$(TOKENIZER)"

.PHONY: occupations
occupations: setup ## Import the data of all occupations; ONET=folder, zip or "download" adds a release, WAGES=file its wages
	@scripts/occupations.sh "$(WAGES)" "$(ONET)"

.PHONY: occupation-tables
occupation-tables: setup ## Make the tables of occupations anew from the publishers' files in SOURCE=folder
	@$(PYTHON) -m knowledge.datasets.extract "$(SOURCE)"

.PHONY: knowledge
knowledge: encoder ## Migrate the database and load the knowledge base's content into it
	@$(PYTHON) -m knowledge load
	$(if $(filter knowledge,$(MAKECMDGOALS)),@$(PYTHON) -m bot.train --check)

.PHONY: model
model: knowledge ## Train the model, if what it is made from has changed
	@$(PYTHON) -m bot.train

.PHONY: validate
validate: setup ## Check the knowledge base's content and Rasa's training data
	@$(VALIDATE)

.PHONY: check-content
check-content: setup ## Check the folders of ADVISOR_CONTENT_DIRS, and say what waits for a load or a training
	@$(CHECK_CONTENT)

.PHONY: eval
eval: model ## Measure how well the advisor understands, with floors; ARGS=--publish writes docs/evaluation.md
	@$(PYTHON) -m bench.understanding $(ARGS)

.PHONY: advice-conversations
advice-conversations: model ## Hold the conversations of docs/advice-conversations.yml, and write their replies beside them
	@$(PYTHON) -m bench.advice_conversations

.PHONY: bench-nlu
bench-nlu: knowledge ## Compare the NLU pipeline with that of Rasa's template; ARGS="--reuse-template" keeps its side
	@$(PYTHON) -m bench.nlu $(ARGS)

.PHONY: bench-finder
bench-finder: knowledge ## Measure whether the interest finder finds an occupation from its own interests: seconds
	@$(PYTHON) -m bench.interest_finder

.PHONY: bench-turns
bench-turns: model ## Compare latency, throughput, memory with Rasa's template; ARGS=--publish writes docs/performance.md
	@$(PYTHON) -m bench.turns $(ARGS)

.PHONY: bench-faults
bench-faults: model ## Break each part while users talk; ARGS=--publish writes the table in docs/reliability.md
	@$(PYTHON) -m bench.faults $(ARGS)

.PHONY: bench-web
bench-web: model ## Measure the widget and 200 of its sessions at once; ARGS=--publish writes docs/embedding.md
	@scripts/setup_browser.sh
	@$(PYTHON) -m bench.web $(ARGS)

.PHONY: bench-desk
bench-desk: model ## Measure the desk over a million turns; ARGS=--publish writes docs/desk.md
	@$(PYTHON) -m bench.desk $(ARGS)

.PHONY: bench-desk-walk
bench-desk-walk: model ## Time the way from an unanswered question to its answer; ARGS=--publish writes docs/desk.md
	@scripts/setup_browser.sh
	@$(PYTHON) -m bench.desk_walk $(ARGS)

.PHONY: bench-sizing
bench-sizing: model ## Hold the model of "make size" to 1, 2 and 4 servers; ARGS=--publish writes docs/sizing.md
	@$(PYTHON) -m bench.sizing measure $(ARGS)

.PHONY: size
size: setup ## Tell the servers, connections, memory and disk for USERS_PER_DAY=10000; ARGS="--set NAME=VALUE"
	@$(PYTHON) -m bench.sizing size "$(USERS_PER_DAY)" $(ARGS)

.PHONY: bench-transitions
bench-transitions: knowledge ## Hold the score of a change of occupation against O*NET; ARGS=--publish writes docs/advice.md
	@$(PYTHON) -m bench.transitions $(ARGS)

.PHONY: mutants
mutants: setup encoder ## Put small bugs into copies of the code and see whether tests notice; ARGS="--size 40 --seed 7"
	@$(PYTHON) -m bench.mutants $(ARGS)

.PHONY: audit
audit: setup ## Look for known vulnerabilities of the locked packages, online where the index lists them
	@scripts/setup.sh checks
	@$(PYTHON) scripts/audit.py $(ARGS)

.PHONY: screenshots
screenshots: model ## Make the pictures of the chat, of Slack and of the desk in docs/images anew, in Chromium
	@scripts/setup_browser.sh
	@$(PYTHON) scripts/screenshots.py
	@$(PYTHON) scripts/slack_pictures.py
	@$(PYTHON) -m bench.desk_walk --pictures

.PHONY: slack-install
slack-install: setup ## Print the link that makes the Slack app; URL=https://… for events over HTTP, else Socket Mode
	@$(PYTHON) -m bot.slack.install --url "$(URL)"

.PHONY: slack-check
slack-check: setup ## Check Slack's tokens, scopes and signing secret; ARGS="--url https://…" also asks the advisor
	@$(PYTHON) -m bot.slack.check $(ARGS)

.PHONY: lock
lock: setup ## Pin all packages anew, with their hashes
	@scripts/lock.sh

.PHONY: clean
clean: ## Delete what can be made again: environments, models, caches, logs; conversations in var/ stay
	@rm -rf .venv .cache .rasa models .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	@rm -rf var/logs var/eval var/bench
	@find $(CODE) tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

.PHONY: clean-data
clean-data: ## Delete var/ with its conversations, databases and the widget's secret, after asking
	@echo "This deletes var/: all conversations, the knowledge base's SQLite file and the widget's secret."
	@printf 'Type "delete" to continue: '; read -r answer; \
	if [ "$$answer" = delete ]; then rm -rf var && echo "var/ is deleted."; \
	else echo "Nothing was deleted."; exit 1; fi
