"""Whether the numbers can be trusted, and who can make them better: read for the page that says so, not by boards."""
