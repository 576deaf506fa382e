"""A real mail server from Debian (postfix), by hand: its own folders, a free port of loopback, its own Maildir."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_MAIN = """\
compatibility_level = 3.6
queue_directory = {top}/spool
data_directory = {top}/data
maillog_file = {top}/log/mail.log
maillog_file_prefixes = {top}
myhostname = mx.recalls.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_tls_security_level = none
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_recipient_access inline:{{later.test=450_4.2.0_come_back_later}}, permit_mynetworks
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = recalls.test, ok.test
virtual_mailbox_maps = inline:{{@recalls.test=bounces/, @ok.test=taken/}}
virtual_mailbox_base = {top}/mail
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
transport_maps = inline:{{gone.test=smtp:[127.0.0.1]:{next_hop}}}
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Mta:
    """The running server: mail for ``ok.test`` goes to ``taken``, what comes back to ``bounces``."""

    port: int
    taken: Path
    bounces: Path


@contextmanager
def postfix(next_hop: int) -> Iterator[Mta]:
    """Run it; mail for ``gone.test`` is handed on to ``next_hop``. Skips, and says so, where it cannot be run."""
    program = shutil.which("postfix") or shutil.which("/usr/sbin/postfix")
    if program is None or os.geteuid() != 0:
        pytest.skip("no postfix that this user may start: apt-get install postfix, and be root")
    owner = pwd.getpwnam("postfix")
    with TemporaryDirectory(prefix="mta") as folder, socket.create_server(("127.0.0.1", 0)) as free:
        top, port = Path(folder), free.getsockname()[1]
        top.chmod(0o755)
        for name in ("etc", "spool", "data", "log", "mail"):
            (top / name).mkdir()
        for name in ("data", "mail"):
            os.chown(top / name, owner.pw_uid, owner.pw_gid)
        values = {"top": top, "uid": owner.pw_uid, "gid": owner.pw_gid, "next_hop": next_hop, "port": port}
        # In an inline table white space ends a value, so the words of the refusal stand in a file of its own.
        (top / "etc/later").write_text("later.test 450 4.2.0 come back later\n")
        main = _MAIN.format(**values).replace(
            "inline:{later.test=450_4.2.0_come_back_later}", f"texthash:{top}/etc/later"
        )
        (top / "etc/main.cf").write_text(main)
        (top / "etc/master.cf").write_text(_MASTER.format(**values))
        free.close()
        _run(program, top, "start")
        try:
            yield Mta(port, top / "mail/taken", top / "mail/bounces")
        finally:
            _run(program, top, "stop")


def _run(program: str, top: Path, command: str) -> None:
    done = subprocess.run([program, "-c", str(top / "etc"), command], capture_output=True, text=True, check=False)
    log = top / "log/mail.log"
    assert done.returncode == 0, done.stderr + (log.read_text() if log.exists() else "")
