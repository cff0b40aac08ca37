"""`python -m brief` is the command `brief`."""

from __future__ import annotations

from brief.cli import main

if __name__ == "__main__":
    main()
