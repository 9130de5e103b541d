"""The sample group, told in a language that marks every text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy import select

from communitydesk import storage
from communitydesk.app import today
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import Kind, fields_of
from communitydesk.desk.records import Record
from communitydesk.sample.actions import write_sample
from tests.language.marked import Typed


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample group in a file of its own."""
    desk = storage.create(
        tmp_path_factory.mktemp("sample") / "sample.communitydesk", who="Ines Carvalho", models=models
    )
    write_sample(desk, today())
    yield desk
    desk.close()


def typed_in(desk: Desk, more: Iterable[str] = ()) -> Typed:
    """Return every text that stands in a record of a file, and `more`."""
    texts: set[str] = {*more, desk.path.stem, str(desk.path), desk.who}
    models()
    kinds = {(mapper.local_table.name, name): field.kind
             for mapper in Record.registry.mappers for name, field in fields_of(mapper.class_).items()}  # fmt: skip
    with desk.read() as session:
        for table in models().sorted_tables:
            for column in table.columns:
                if kinds.get((table.name, column.name)) in (Kind.TEXT, Kind.LONG):
                    texts.update(text for text in session.scalars(select(column).distinct()) if isinstance(text, str))
    return Typed(texts)
