"""Child processes and what every process needs: logging, quiet libraries."""
