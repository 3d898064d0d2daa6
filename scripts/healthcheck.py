"""Is the site of this container well? Exit 0 if /healthz says so. Asked under a host name that the site answers to."""

import os
import sys
import urllib.request

names = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split()
host = next((name.lstrip(".") for name in names if name != "*"), "localhost")
request = urllib.request.Request(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz", headers={"Host": host})
try:
    with urllib.request.urlopen(request, timeout=4) as response:
        sys.exit(response.status != 200)
except OSError as error:
    sys.exit(str(error))
