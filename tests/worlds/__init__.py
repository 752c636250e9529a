"""Cities of two months that are made up from a number: twelve units, three sources, and what goes wrong with them."""
