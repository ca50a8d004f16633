"""Tables: the part of a table on one page, by tree, by rules, by white space; and the choice between them."""
