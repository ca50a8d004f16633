"""Records: labelled tables into activities, and what is known of the document as a whole."""
