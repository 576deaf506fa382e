"""Pure text work: cleaning, folding, dates, numbers, GTIN, VIN, code ranges. Never raises on odd input."""
