"""The floor: a bare PySide6 and SQLAlchemy window that opens the same file and shows a list of payments."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.painted import leave_when_painted


class Base(DeclarativeBase):
    pass


class Payment(Base):
    __tablename__ = "payment"
    key: Mapped[str] = mapped_column(primary_key=True)
    payee: Mapped[str]
    amount: Mapped[int]


def main() -> None:
    qt = QApplication(["bare"])
    window = QMainWindow()
    shown = QListWidget()
    with Session(create_engine(f"sqlite:///{sys.argv[1]}")) as session:
        for one in session.scalars(select(Payment).order_by(Payment.key.desc()).limit(200)):
            shown.addItem(f"{one.payee}, {one.amount / 100:.2f}")
    window.setCentralWidget(shown)
    window.resize(1280, 820)
    window.show()
    leave_when_painted(qt, window, QTimer)


if __name__ == "__main__":
    main()
