"""Proofs that an exercise is sound: a question in each module."""
