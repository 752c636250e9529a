"""The cards of the page of trust that say more than a board knows."""
