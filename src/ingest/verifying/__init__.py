"""Verifying: second readers asked beside our methods, and what differs."""
