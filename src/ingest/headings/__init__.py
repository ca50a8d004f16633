"""Headings: header rows and left columns understood as fields; which tables are a plan's."""
