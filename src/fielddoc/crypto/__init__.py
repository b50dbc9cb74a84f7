"""Keys and slots, sealed streams, the age container, identities and certificates."""
