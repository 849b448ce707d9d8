"""Everybody's grades in one SQLite file."""
