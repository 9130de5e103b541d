"""The money we were given: awards and what their funders ask, what came in and what we spent, and the report."""
