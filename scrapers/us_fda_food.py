"""US Food and Drug Administration: enforcement reports on food."""

from .openfda import source

SOURCE = source("food", "food")
