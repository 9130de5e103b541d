"""Files that come in and go out: the bank's statements, spreadsheets, grant data and dates for a calendar.

Nothing here writes a record. A file becomes plain values and a list of what could not be read; whoever asked
decides what to keep.
"""
