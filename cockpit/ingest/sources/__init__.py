"""The registry of kinds of source: one file each, each ending with its declaration."""
