"""Channels: email, webhook; signing."""

from .email import AccountMails, EmailSender
from .mailbox import MailboxMailer
from .signing import new_secret
from .smtp import SmtpMailer
from .webhook import WebhookSender

__all__ = ["AccountMails", "EmailSender", "MailboxMailer", "SmtpMailer", "WebhookSender", "new_secret"]
