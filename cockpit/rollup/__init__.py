"""Exchange events in, daily facts out: the one definition, where the events lie, and the engines."""
