"""What a person can do: commands and queries, plain functions; the only door from ui and cli."""
