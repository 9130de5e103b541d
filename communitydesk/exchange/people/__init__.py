"""Lists of people that come in and go out: spreadsheets, address-book cards, labels.

What comes in is read into plain values, compared with who is here, and shown; nothing is written before the person
says so, and then all of it is one change.
"""
