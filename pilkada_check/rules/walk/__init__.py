"""The walk: one officer through the items of one round. Text and time in; prompts, lines to write, things to say out.

It knows no screen and no disk. Whoever drives it shows `prompt`, hands what was typed to `enter`, and puts every
`Write` on disk before showing anything that follows it. Enter alone never answers, and no question has a default.
`values` has what goes in and out, `talk` the talk about one item, `engine` the way through all of them.
"""

from pilkada_check.rules.walk.engine import Walk
from pilkada_check.rules.walk.talk import read_name
from pilkada_check.rules.walk.values import (
    Effect,
    Left,
    NotTaken,
    Now,
    Place,
    Plan,
    Prompt,
    Report,
    Said,
    Shown,
    Step,
    Taken,
    Write,
    latest,
    places,
)

__all__ = [
    "Effect",
    "Left",
    "NotTaken",
    "Now",
    "Place",
    "Plan",
    "Prompt",
    "Report",
    "Said",
    "Shown",
    "Step",
    "Taken",
    "Walk",
    "Write",
    "latest",
    "places",
    "read_name",
]
