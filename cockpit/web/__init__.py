"""The Dash app: pages, their callback, the JSON API and health."""
