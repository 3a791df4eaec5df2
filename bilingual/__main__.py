"""``python -m bilingual`` is the command `bilingual`."""

import sys

from bilingual.cli import main

sys.exit(main())
