"""The forms of the plan file, in pydantic; and the way from pydantic's errors to problems."""
