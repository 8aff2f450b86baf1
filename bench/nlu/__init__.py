"""The project's NLU pipeline beside that of Rasa's template, on public intent benchmarks."""
