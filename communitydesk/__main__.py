"""Where the program starts: arguments and language first, then the window or the terminal."""

from __future__ import annotations

import sys

from communitydesk.desk.words import Words

JOBS = ("demo", "documents", "write", "check", "import", "backup")
"""The terminal's jobs, known here so that the window starts without loading them."""


def main(arguments: list[str] | None = None) -> int:
    """Run the window, or the terminal's job when one is named; return the exit code (0 done, 1 unsound, 2 failed)."""
    given = sys.argv[1:] if arguments is None else arguments
    words = Words(language())
    if given and (given[0] in JOBS or given[0].startswith("-") or len(given) > 1):
        from communitydesk import cli

        return cli.main(given, words)
    hurry()
    from communitydesk import app

    return app.run(given, words)


def hurry() -> None:
    """Get ready to put a window up: look for no rubbish meanwhile, and load what knows no Qt before Qt.

    Once Qt's binding is loaded it reads, and keeps, the source of every module that comes after it.
    """
    import gc

    gc.disable()
    from communitydesk import storage
    from communitydesk.agenda import figures

    del storage, figures


def language() -> str:
    """Return the language of this computer's user, as the environment says it; English of the UK when unsaid."""
    import os

    for name in ("COMMUNITYDESK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").split(".")[0]
        if len(code) >= 2 and code not in ("C", "POSIX"):
            return code
    return "en_GB"


if __name__ == "__main__":
    sys.exit(main())
