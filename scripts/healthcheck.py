"""Is the site of this container well? Exit 0 if /healthz says so."""

import os
import sys
import urllib.request

try:
    with urllib.request.urlopen(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz", timeout=4) as response:
        sys.exit(response.status != 200)
except OSError as error:
    sys.exit(str(error))
