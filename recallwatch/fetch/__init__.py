"""The only place that speaks HTTP outward: politeness towards sources, an address guard for user-given targets."""
