"""What is written down: entries, records, values, dates with doubt, names, ids. No I/O."""
