"""US Food and Drug Administration: enforcement reports on medicines."""

from .openfda import source

SOURCE = source("drug", "medicines")
