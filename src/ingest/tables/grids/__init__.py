"""What edges show: grid lines and cells, and what a table leaves out of them. Pure."""
