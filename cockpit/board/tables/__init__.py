"""The named lists of rows of a board, one file a subject."""
