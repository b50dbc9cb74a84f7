"""What a colleague receives: pack, open, inspect, contacts."""
