"""Channels: email, webhook; signing."""
