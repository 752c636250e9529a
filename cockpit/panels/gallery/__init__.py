"""The shelf of panels: one question, one file."""
