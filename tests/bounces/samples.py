"""Reports in the shapes mail systems give them; the words and names are ours."""

VERP = "bounce+01kaqv2m8zx6t3w0y9n4b7c5e4.SIGNATURE@recalls.example.org"

_DSN = """\
Return-Path: <>
Delivered-To: {to}
Date: Tue, 24 Nov 2026 08:12:41 +0000 (UTC)
From: {author}
Subject: {subject}
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Jf2kQ3x.1763971961/mx.example.net"
Message-Id: <20261124081241.9F1A2@mx.example.net>

This is a MIME-encapsulated message.

--4Jf2kQ3x.1763971961/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

{words}

--4Jf2kQ3x.1763971961/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

{fields}

--4Jf2kQ3x.1763971961/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: {returned}

Return-Path: <{to}>
From: recallwatch <alerts@recalls.example.org>
To: ann@example.net
Subject: Stop using your PowerBrick: fire danger
Message-ID: <01KAQV2M8ZX6T3W0Y9N4B7C5E1@recalls.example.org>

--4Jf2kQ3x.1763971961/mx.example.net--
"""


def dsn(
    fields: str,
    *,
    author: str = "MAILER-DAEMON@mx.example.net (Mail Delivery System)",
    subject: str = "Undelivered Mail Returned to Sender",
    words: str = "I'm sorry to have to inform you that your message could not be delivered.",
    returned: str = "text/rfc822-headers",
    to: str = VERP,
) -> str:
    return _DSN.format(fields=fields, author=author, subject=subject, words=words, returned=returned, to=to)


def plain(body: str, *, author: str, subject: str, more: str = "", to: str = VERP) -> str:
    return f"""\
Return-Path: <>
Delivered-To: {to}
Date: Tue, 24 Nov 2026 08:12:41 +0000
From: {author}
To: {to}
Subject: {subject}
{more}Message-Id: <20261124081241.1234@mx.example.net>

{body}"""


_POSTFIX = """\
Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4Jf2kQ3x
X-Postfix-Sender: rfc822; {to}
Arrival-Date: Tue, 24 Nov 2026 08:12:40 +0000 (UTC)

Final-Recipient: rfc822; ann@example.net
Original-Recipient: rfc822;ann@example.net
Action: {action}
Status: {status}
Remote-MTA: dns; in.example.net
Diagnostic-Code: smtp; {code}"""


def postfix(status: str, code: str, action: str = "failed", to: str = VERP) -> str:
    subject = "Delayed Mail (still being retried)" if action == "delayed" else "Undelivered Mail Returned to Sender"
    fields = _POSTFIX.format(status=status, code=code, action=action, to=to)
    if action == "delayed":
        fields += "\nWill-Retry-Until: Sun, 29 Nov 2026 08:12:40 +0000 (UTC)"
    return dsn(fields, subject=subject, to=to)


EXIM_DSN = dsn(
    """\
Reporting-MTA: dns; mail.example.net

Action: failed
Final-Recipient: rfc822;ann@example.net
Status: 5.0.0
Remote-MTA: dns; in.example.net
Diagnostic-Code: smtp; 550 No Such User Here""",
    author="Mail Delivery System <Mailer-Daemon@mail.example.net>",
    subject="Mail delivery failed: returning message to sender",
)

EXIM_OLD = plain(
    """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@example.net
    host in.example.net [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<ann@example.net>:
    550 5.1.1 <ann@example.net>: Recipient address rejected: User unknown

------ This is a copy of the message, including all the headers. ------
""",
    author="Mail Delivery System <Mailer-Daemon@mail.example.net>",
    subject="Mail delivery failed: returning message to sender",
    more="X-Failed-Recipients: ann@example.net\nAuto-Submitted: auto-replied\n",
)

EXCHANGE = dsn(
    """\
Reporting-MTA: dns;AM0PR01MB1234.eurprd01.prod.example.com
Received-From-MTA: dns;mail.recalls.example.org
Arrival-Date: Tue, 24 Nov 2026 08:12:39 +0000

Original-Recipient: rfc822;ann@example.net
Final-Recipient: rfc822;ann@example.net
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.net not found by SMTP
 address lookup
X-Display-Name: ann@example.net""",
    author="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>",
    subject="Undeliverable: Stop using your PowerBrick: fire danger",
    returned="message/rfc822",
)

EXCHANGE_FULL = EXCHANGE.replace(
    "5.1.10 RESOLVER.ADR.RecipientNotFound", "5.2.2 STOREDRV.Deliver; mailbox full"
).replace("Status: 5.1.10", "Status: 5.2.2")

EXCHANGE_DENIED = EXCHANGE.replace("5.1.10 RESOLVER.ADR.RecipientNotFound", "5.4.1 Recipient address rejected").replace(
    "Status: 5.1.10", "Status: 5.4.1"
)

_GMAIL = """\
Reporting-MTA: dns; googlemail.com
Arrival-Date: Tue, 24 Nov 2026 00:12:40 -0800 (PST)
X-Original-Message-ID: <01KAQV2M8ZX6T3W0Y9N4B7C5E1@recalls.example.org>

Final-Recipient: rfc822; ann@example.net
Action: {action}
Status: {status}
Remote-MTA: dns; in.example.net. (192.0.2.7, the server for the domain example.net.)
Diagnostic-Code: smtp; {code}
Last-Attempt-Date: Tue, 24 Nov 2026 00:12:41 -0800 (PST)"""


def gmail(status: str, code: str, action: str = "failed") -> str:
    return dsn(
        _GMAIL.format(status=status, code=code, action=action),
        author="Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        subject="Delivery Status Notification (Failure)",
        returned="message/rfc822",
    ).replace("Return-Path: <>\n", "Return-Path: <>\nX-Failed-Recipients: ann@example.net\n")


SES = dsn(
    """\
Reporting-MTA: dsn; a8-31.smtp-out.example.com

Final-Recipient: rfc822; ann@example.net
Action: failed
Diagnostic-Code: smtp; 550 5.1.1 <ann@example.net>: Recipient address rejected: User unknown in virtual mailbox table
Status: 5.1.1""",
    author="MAILER-DAEMON@ses.example.com",
    subject="Delivery Status Notification (Failure)",
    words="An error occurred while trying to deliver the mail to the following recipients:\nann@example.net",
    returned="message/rfc822",
)

QMAIL = plain(
    """\
Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@example.net>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <bounce@recalls.example.org>
Subject: Stop using your PowerBrick: fire danger
""",
    author="MAILER-DAEMON@mx.example.net",
    subject="failure notice",
)

YAHOO = plain(
    """\
Message from yahoo.com.
Unable to deliver message to the following address(es).

<ann@example.net>:
Sorry your message to ann@example.net cannot be delivered. This account has been disabled or discontinued [#101].

--- Original message follows.

Return-Path: <bounce@recalls.example.org>
""",
    author="MAILER-DAEMON@yahoo.com",
    subject="Delivery failure",
)

YAHOO_NEW = dsn(
    """\
Reporting-MTA: dns; mta4003.example.com

Final-Recipient: rfc822;ann@example.net
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 554 delivery error: dd This user doesn't have an example.net account (ann@example.net) [0]""",
    author="MAILER-DAEMON@yahoo.com",
    subject="Failure Notice",
)

SENDMAIL = dsn(
    """\
Reporting-MTA: dns; mx.example.net
Received-From-MTA: DNS; mail.recalls.example.org
Arrival-Date: Tue, 24 Nov 2026 09:12:40 +0100

Final-Recipient: RFC822; ann@example.net
X-Actual-Recipient: RFC822; ann@mx.example.net
Action: failed
Status: 5.1.1
Remote-MTA: DNS; in.example.net
Diagnostic-Code: SMTP; 550 5.1.1 <ann@example.net>... User unknown
Last-Attempt-Date: Tue, 24 Nov 2026 09:12:41 +0100""",
    author="Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>",
    subject="Returned mail: see transcript for details",
)

#: Neither status nor words, only a header: Exim and Gmail write it, and other systems took it over.
X_ONLY = plain(
    "A message that you sent could not be delivered to one or more of its recipients.\n",
    author="Postmaster <postmaster@mx.example.net>",
    subject="Mail failure",
    more="X-Failed-Recipients: ann@example.net\n",
)

VACATION = plain(
    "I am out of the office until Monday. Your mail could not be answered:\n  ann@example.net\nwill read it then.\n",
    author="Ann <ann@example.net>",
    subject="Automatic reply: Stop using your PowerBrick: fire danger",
    more="Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\n",
)

TICKET = plain(
    "Your request was received and has the number 5.1.1. A person will look at it.\n",
    author="Support <support@example.net>",
    subject="[#5111] We got your message",
    more="Precedence: auto_reply\nX-Autoreply: yes\n",
)

WARNING_OLD = plain(
    """\
This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mail.example.net.

The address to which the message has not yet been delivered is:

  ann@example.net

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
""",
    author="Mail Delivery System <Mailer-Daemon@mail.example.net>",
    subject="Warning: message 1abcDE-0001Fg-2H delayed 24 hours",
)

RELAYED = postfix("2.0.0", "250 2.0.0 OK", action="relayed")


def feedback(kind: str = "abuse", to: str = VERP) -> str:
    return f"""\
From: <fbl@provider.example>
Date: Tue, 24 Nov 2026 17:40:49 +0000
Subject: FW: Stop using your PowerBrick: fire danger
To: <abuse@recalls.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report for an email message received from IP 192.0.2.1.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{to}>
Original-Rcpt-To: <ann@example.net>
Source-IP: 192.0.2.1

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

Return-Path: <{to}>
From: recallwatch <alerts@recalls.example.org>
Subject: Stop using your PowerBrick: fire danger

...
--part1_13d.2e68ed54_boundary--
"""
