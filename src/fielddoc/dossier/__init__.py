"""What a court reads: content, layout, PDF/A, signature, verification."""
