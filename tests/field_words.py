"""Words of the field that the tool is shipped for: not in its code or translations, nor on another field's screens."""

import re

FIELD = re.compile(
    r"\b(tps|elections?|voters?|votes?|voting|ballots?|polling|pemungutan|pemilih\w*|pil(?:kada|gub|kot)|paslon|kpu|"
    r"bawaslu|kpps|ptps|ppk|dpt|po(?:lres|lda|lsek|lisi|lri|lice)|kapol\w+|kabag|kanit|padal|propam|brimob|dalmas|linmas|"
    r"tni|ipda|aiptu|bripka|akp|kompol|nrp|nip|pe?leton|platoon|bag (?:log|ops)|sprin|obvit\w*|objek|bontang|helm\w*|"
    r"tameng|senpi|phh|riot|armou?ry|firearms?)\b|\bTon\b|\w_(?:wajib|tps)\b",
    re.IGNORECASE,
)
OURS = re.compile(r"pilkada(?:\.yaml|[-_]check)|PILKADA_\w+")  # the names of the program, its file and its variables


def of_the_field(text: str) -> set[str]:
    """The words of it that a text has."""
    return {match[0].lower() for match in FIELD.finditer(OURS.sub("", text))}
