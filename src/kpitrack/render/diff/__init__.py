"""What changed between two assessments, as a page of tables, as JSON and as CSV."""
