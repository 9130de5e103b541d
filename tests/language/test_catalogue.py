"""The catalogue on file holds every text of the program, so that a translator finds all of them."""

from __future__ import annotations

from tools.catalogues import TEMPLATE, gathered, written


def test_the_catalogue_holds_every_text_of_the_program_as_make_catalogues_gathers_them() -> None:
    now = written(gathered())
    assert TEMPLATE.exists(), "run make catalogues"
    missing = set(now.splitlines()) ^ set(TEMPLATE.read_bytes().splitlines())
    assert not missing, "run make catalogues, and keep what it wrote: " + ", ".join(
        str(one) for one in sorted(missing)[:6]
    )
