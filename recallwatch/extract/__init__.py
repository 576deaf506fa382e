"""Pure: prose and tables of a notice become products and selectors, every value with its quote."""
