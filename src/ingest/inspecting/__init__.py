"""Inspecting: pictures of the pages with what was found on them, and the reasons."""
