"""What the fault codes of `validasi` say: of journals, kept definitions, kinds of files (see `fault_words`)."""

from collections.abc import Mapping

from pilkada_check.words import N_

RECORDS: Mapping[str, str] = {
    "definition_altered": N_("Its name does not fit: this is not the text that was answered. No answer counts."),
    "definition_old": N_("It cannot be read as a list any more. Answers under it do not count."),
    "journal_after_end": N_("This line comes after the end of the record. It counts only where it is against."),
    "journal_empty": N_("The record has no whole line yet: nothing was answered in it."),
    "journal_foreign": N_("This line belongs to another record, {record}. The record counts as damaged."),
    "journal_item": N_('The list that was answered has no item "{word}".'),
    "journal_line": N_("This line cannot be read. The record counts as damaged: only what does not meet it is taken."),
    "journal_newer": N_("A newer version of the tool wrote this ({what}). Read it with that one."),
    "journal_no_definition": N_("The list that was answered ({digest}) is not here. Copy the folder definitions too."),
    "journal_no_header": N_("This is no record: its first line does not say what was checked by whom."),
    "journal_seal": N_("The seal does not fit: the record was changed after it, and counts as damaged."),
    "journal_torn": N_("{bytes} bytes after the last whole line: an answer that was being written. They do not count."),
    "journal_twice": N_("It is the same record as {other} with other content. Both count as damaged."),
    "journal_value": N_('The value for "{word}" is none of the type {type}.'),
    "report_empty": N_("The report has no whole line yet: nothing was recorded in it."),
    "report_foreign": N_("This line belongs to another report, {what}. It is kept, and does not count."),
    "report_line": N_("This line cannot be read. It is kept, and the other lines of the report stand."),
    "report_newer": N_("A newer version of the tool wrote this line ({what}). It is kept; the other lines stand."),
    "report_no_beginning": N_("The line that says what was reported is missing. What became of it stands."),
    "report_second": N_("This is another beginning of the same report. It is kept; the first one counts."),
    "report_torn": N_("{bytes} bytes after the last whole line: a line that was being written. They do not count."),
    "unit_no_day": N_("Day H is missing: nothing can be judged without it. Fill it in: election_day."),
    "kind_unknown": N_(
        "Neither its name nor its content says what it is: no list, facts, unit, table, record or bundle."
    ),
}
