"""A board in, marks out: each panel answers one question. No database, no Dash, no clock."""
