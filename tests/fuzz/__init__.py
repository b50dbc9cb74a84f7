"""Random and broken input for everything that parses what strangers made.

`python -m tests.fuzz --seconds 60` tries each target in turn and names what escaped.
"""
