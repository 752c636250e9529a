"""The wall as plain HTML: every scene in one document, a pulse that keeps it true, a plan that turns it over."""
