"""Child processes, and what every process needs: logs, metrics, phrases, quiet libraries."""
