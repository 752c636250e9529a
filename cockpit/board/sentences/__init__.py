"""The sentences of a board, written by rules. No sentence without a number, no invented number in a sentence."""
