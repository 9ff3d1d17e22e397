"""Frozen data and protocols that every other floor speaks in."""
