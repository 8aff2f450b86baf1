"""What measures the project against others; no part of what runs."""
