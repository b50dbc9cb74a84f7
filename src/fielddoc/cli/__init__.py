"""The same from a terminal, for scripts, tests and coordinators."""
