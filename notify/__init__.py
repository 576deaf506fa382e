"""Channels: email and webhook, with the mailers that email goes out through."""

from .email import AccountMails, EmailSender
from .mailbox import MailboxMailer
from .smtp import SmtpMailer
from .webhook import WebhookSender

__all__ = ["AccountMails", "EmailSender", "MailboxMailer", "SmtpMailer", "WebhookSender"]
