"""Joining: fragments over page breaks into tables, and rows that a page cut made whole."""
