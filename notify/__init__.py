"""Channels: email, webhooks, chat and push services, with the mailers that email goes out through."""

from .apprise_url import AppriseSender
from .chat import ChatSender
from .discord import Discord
from .dkim_sign import dkim_signer
from .email import AccountMails, EmailSender
from .inbox import ImapInbox, MaildirInbox
from .limits import DomainLimits
from .mailbox import MailboxMailer
from .matrix import Matrix
from .ntfy import Ntfy
from .operator import OperatorMail, OperatorWebhook, pinging
from .service import Service
from .slack import Slack
from .smtp import SmtpMailer
from .teams import Teams
from .telegram import Telegram
from .web_push import WebPush, public_key, server_key
from .webhook import WebhookSender

__all__ = [
    "AccountMails",
    "AppriseSender",
    "ChatSender",
    "Discord",
    "DomainLimits",
    "EmailSender",
    "ImapInbox",
    "MailboxMailer",
    "MaildirInbox",
    "Matrix",
    "Ntfy",
    "OperatorMail",
    "OperatorWebhook",
    "Service",
    "Slack",
    "SmtpMailer",
    "Teams",
    "Telegram",
    "WebPush",
    "WebhookSender",
    "dkim_signer",
    "pinging",
    "public_key",
    "server_key",
]
