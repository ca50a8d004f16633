"""Inputs: the PDFs named on the command line, and the files beside them that say more."""
