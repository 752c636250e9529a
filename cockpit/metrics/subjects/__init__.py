"""The registry of metrics: one file a subject, each ending with its declarations."""
