"""Assessment (or problems) → text: one module per format, imported on demand."""
