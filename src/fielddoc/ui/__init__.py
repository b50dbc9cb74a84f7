"""Qt and nothing but Qt: gate, desk, jobs, window, theme, pages, forms."""
