"""Lists as Qt sees them, filled page by page from the desk."""
