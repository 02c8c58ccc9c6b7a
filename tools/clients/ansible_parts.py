"""Puts Ansible's collections for AWS beside ansible-core, from the package that has all of them: two of a hundred.

Run it with the Python that has tools/clients/requirements.txt.
"""

import site
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "ansible==12.3.0"
COLLECTIONS = ("ansible_collections/amazon/aws/", "ansible_collections/community/aws/")

with tempfile.TemporaryDirectory() as folder:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "-d", folder]
    subprocess.run([*pip, PACKAGE], check=True)
    [wheel] = Path(folder).glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        names = [name for name in package.namelist() if name.startswith(COLLECTIONS)]
        package.extractall(site.getsitepackages()[0], names)
print(f"{len(names)} files of {PACKAGE}")
