"""What white space shows: words → strips → areas → columns, heads and rows, and what only looks like a table. Pure."""
