"""Slack: requests in, work that is kept until it is done, answers as Block Kit out."""
