"""Slack: requests in, jobs that are stored until they are done, answers as Block Kit out."""
