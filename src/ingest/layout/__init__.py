"""Layout: pages told apart into furniture, lines, regions that rules and fills make, headings and prose."""
