"""Channels: how messages reach the bot and answers leave it."""
