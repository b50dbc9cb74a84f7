"""Forms on the screen: one editor for each field type, the box around it, and the whole form."""
