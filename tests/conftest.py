"""What every test stands on: no screen is needed, and Python outlives the Qt binding (widgets.references)."""

import os

from communitydesk.widgets.references import hold_constants

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
hold_constants()
