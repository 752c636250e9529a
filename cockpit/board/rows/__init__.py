"""The rows behind a number: asked for page by page, added up again, and never anything else than the number."""
