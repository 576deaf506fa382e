"""The whole product on loopback: a replay of sources, a mail catcher and a webhook receiver."""
