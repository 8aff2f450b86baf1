"""What was asked in vain, grouped by meaning: a bounded job, in a process of its own."""
