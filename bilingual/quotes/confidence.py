"""How sure a speaker is: the shape of the cue times the way its phrase got its name. The benchmark prints how it holds."""

from __future__ import annotations

PATTERNS = {
    "after": 0.97, "colon": 0.95, "object": 0.9, "that": 0.88, "incise": 0.93, "according": 0.92, "agent": 0.85,
    "noun": 0.75, "colon-according": 0.9, "colon-name": 0.9, "colon-none": 0.5, "for": 0.75, "naked": 0.45,
    "context": 0.5,
    "floating": 0.88, "goes on": 0.96, "nested": 0.6,
}  # fmt: skip
"""How often a cue of each shape belongs to its quote."""
