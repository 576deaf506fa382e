"""US Food and Drug Administration: enforcement reports on medical devices."""

from .openfda import source

SOURCE = source("device", "medical devices")
