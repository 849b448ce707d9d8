"""Frozen records; no torch, no input or output."""
