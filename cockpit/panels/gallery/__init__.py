"""The registry of panels: one question, one file."""
