"""Standing double entry: every number of a day again by plain SQL over the facts, and all that is kept beside."""
