"""What every capability's pages are made from: a guide.

    context.py    Context (desk, words, theme, today, window) and Place, one entry of the sidebar
    theme.py      colours by purpose and sizes that follow the text's size: context.theme.px(12)
    page.py       Page (heading, buttons, refresh when `shows` tables change), Card, figure_card, Rows that fold,
                  Sentences with their mending, Empty, label(), button(), pill(), bar(), clear()
    tabs.py       Tabs: the sides of a record, in a row or, where that has no room for all, in a list at the left
    form.py       Form built from fields_of(Record); form.set(Payment()) shows a new record's defaults;
                  ask_form(...) shows it in a sheet around an action and says its troubles beside the fields
    fieldrows.py  one field: label, hint, input, error; Choice for what a link may choose
    table.py      DataTable of frozen rows through Columns: sorts, filters, says what is shown, opens a row
    grouped.py    GroupedList: rows under headings that fold, found by typing
    grid.py       EntryGrid for quick entry by keyboard: hours, registers, shares of a payment
    preview.py    PdfPreview: the pages of a PDF, printed, saved, read as text, with the files inside it
    files.py      FileDrop: files dropped, pasted or picked; pictures.py: ImageView; chart.py: ChartView
    redaction.py  RedactionEditor: black boxes over a page, by mouse or by keyboard
    reading.py    what writes is marked: @writes on the act; only_read(), to_read(), entry() of a menu. Pale where only reading is
    dropdown.py   DropDown and Spin, used in place of Qt's own: the wheel scrolls the page and changes nothing on its way
    staying.py    Staying: what is seen and what has the keyboard stay while a page is filled anew
    removing.py   removed(...): take something away and say how to bring it back
    fold.py       Flow (buttons that go on in the next line), Sideways (a wide table that scrolls alone)
    matching.py   fold() and best(): finding by typing, whatever the case and accents

A page never writes: it calls an action (`context.attempt(lambda: actions.add_person(desk, ...))`). A page never reads a
session: it shows figures. Every text is `self.words("...")`. No widget keeps a record's state: `refresh` shows it anew.
"""
