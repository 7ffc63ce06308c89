"""What each fault code says: what is wrong, why, and what to write instead. The one list of codes (docs/format.md)."""

from collections.abc import Mapping

from pilkada_check.views.fault_words_bundles import BUNDLES
from pilkada_check.views.fault_words_records import RECORDS
from pilkada_check.words import N_

_CHARACTERS: Mapping[str, str] = {
    "file_big": N_("The file is larger than {limit} KiB; nothing in it was read."),
    "not_utf8": N_("Byte {byte} is not UTF-8. Save the file as UTF-8 (Notepad: Save As, Encoding)."),
    "line_long": N_("This line has more than {limit} characters. Nothing after it was read."),
    "tab": N_("There is a tab here. Put spaces in its place."),
    "control_character": N_("An invisible character ({char}) stands here. Delete it."),
    "too_deep": N_("More than {limit} levels inside one another. Look for a bracket or a dash too many."),
    "empty_file": N_("There is nothing in this file."),
}

_FILES: Mapping[str, str] = {
    "file_denied": N_("The file may not be read. Ask whoever owns it."),
    "file_kind": N_("This is no plain file."),
    "file_missing": N_("The file is not there."),
    "file_unreadable": N_("The file cannot be read ({reason})."),
    "list_twice": N_('The list "{id}" stands in two files, first in {first}. Delete one.'),
    "list_unknown": N_('There is no list "{id}".'),
    "satuan_unknown": N_('The table satuan has no row "{id}".'),
    "table_unnamed": N_('Under targets: the line "{table}: {file}" is missing, so {file} is not read.'),
}

_SYNTAX: Mapping[str, str] = {
    "after_quote": N_(
        "Something stands after the closing quote. If quotes belong to the text, put all of it in '...'."
    ),
    "alias": N_("A text that begins with * must stand in quotes. References of YAML are not used here."),
    "anchor": N_("A text that begins with & must stand in quotes. Anchors of YAML are not used here."),
    "backslash": N_("A backslash has a meaning inside \"...\". Put the text in '...' instead."),
    "bracket_extra": N_("This {char} closes nothing. Delete it, or put the text in quotes."),
    "bracket_open": N_("This {char} is not closed. Close it; if it belongs to a text, put the text in quotes."),
    "colon_in_text": N_('A text with a colon and a space in it must stand in quotes: text: "Radio: 30".'),
    "comma_in_text": N_('Inside {{ }} a comma ends a text. Put the text in quotes: {{id: "senter, HT"}}.'),
    "comment_in_text": N_("After a space, # begins a comment. Put the text in quotes, or write the comment as # ..."),
    "comparison_unquoted": N_('A need that begins with > must stand in quotes: need: ">= 5".'),
    "dash_here": N_("A list cannot begin on this line. Begin it on the next one, or write [E8, E9]."),
    "directive": N_("A line that begins with % is an order to YAML, which is not used here. Delete it."),
    "extra_comma": N_("Nothing stands between two commas. Delete one."),
    "extra_dash": N_("There is a dash too many here. Delete it."),
    "indentation": N_("This line does not stand under its neighbours. Begin it in the same column as they do."),
    "key_no_text": N_("A key must be one word."),
    "line_break": N_("A text is one line. Use >- instead of |, without an empty line in between."),
    "merge_key": N_('"<<" takes over other keys, which is not used here. Write the keys out.'),
    "missing_colon": N_('A colon and a space are missing after "{word}": key: value.'),
    "missing_comma": N_("A comma is missing before this, or a text must stand in quotes."),
    "missing_dash": N_("An entry of a list begins with a dash and a space: - id: radio."),
    "missing_space": N_('A space is missing after "{char}".'),
    "quote_open": N_("This quote is not closed on the same line. Close it where the text ends."),
    "quote_stray": N_("The text ends with {char} but does not begin with it. Put all of it in quotes."),
    "root_kind": N_("The file must consist of keys and values, such as id: perlengkapan."),
    "second_document": N_("A second document begins here. Delete the ---, or make two files."),
    "special_start": N_("A text that begins with {char} must stand in quotes."),
    "syntax": N_("This cannot be read. Look at the quotes, colons and spaces of this line and the one above."),
    "tag": N_("A text that begins with ! must stand in quotes. Tags of YAML are not used here."),
    "text_goes_on": N_("This line is read as part of the text above. Mend its colon or indentation, or use >-."),
}

_KEYS: Mapping[str, str] = {
    "duplicate_key": N_('"{key}" stands here twice, first in line {line}. Delete one.'),
    "empty_entry": N_("Nothing stands here. Fill it in or delete it."),
    "empty_value": N_('Nothing stands after "{key}". Fill it in or delete the line.'),
    "key_not_for_type": N_('The type {type} does not have "{key}". Its own keys: {keys}.'),
    "key_of_unit": N_('Only facts of the unit have "{key}", not columns of a table. Delete it.'),
    "missing_key": N_('"{key}" is missing here.'),
    "too_long": N_("This has {length} characters; at most {limit} are allowed."),
    "too_many": N_("From here on there are too many; at most {limit} are allowed."),
    "unknown_key": N_('The key "{key}" is not known here.'),
    "want_list": N_("A list is wanted here, not {found}. Put it in square brackets, with commas: [a, b]."),
    "want_mapping": N_("Keys and values are wanted here, not {found}."),
    "want_text": N_("A text is wanted here, not {found}."),
    "want_words": N_("A text is wanted here, not {found}: text: Radio, or per language {{id: Radio, en: Radios}}."),
}

_VALUES: Mapping[str, str] = {
    "agree_within": N_("Only items of type count can agree within a number; this is about {type}."),
    "bad_agree": N_('"{word}" is not known here. Write value, outcome or within 5.'),
    "bad_due": N_('"{word}" is no due moment. Write H-3, H-1 18.00 or H 05.30-07.30.'),
    "bad_id": N_('"{word}" cannot be an id. Use a-z, 0-9 and single hyphens: radio-set.'),
    "bad_name": N_('"{word}" cannot be a name. Use a-z, 0-9 and single underscores: radio_set.'),
    "bad_need": N_('"{word}" is no need. Write >=, = or <= and what is wanted: ">= radios".'),
    "bad_short": N_('"{word}" has {length} characters. A short name has at most {limit}, all ASCII: Radio 1.'),
    "bad_usual": N_('"{word}" is no range. Write the least and the most: 0..200.'),
    "bad_valid_for": N_('"{word}" is no duration. Write days or hours: 3d or 12h.'),
    "dates_order": N_("The operation ends on {word}, before day H ({first})."),
    "due_backwards": N_('"{word}" ends before it begins.'),
    "due_needs_hour": N_("Day H itself needs an hour: H 05.30-07.30."),
    "due_order": N_('"{word}" comes before the moment to its left. Put the earlier one first.'),
    "due_twice": N_('"{word}" ends at the same time as the moment to its left. Delete one.'),
    "duplicate_id": N_('The id "{word}" stands twice, first in line {line}. Give this one another.'),
    "duplicate_value": N_('"{word}" stands here twice. Delete one.'),
    "need_impossible": N_("Nothing that can be counted meets {word}."),
    "need_outside_usual": N_("No usual value meets the need {need}. Make the range wider."),
    "number_range": N_("{word} is out of bounds: from {low} to {high}."),
    "options_few": N_("A choice has at least two options."),
    "options_none_pass": N_("No option passes. At least one must have the outcome ok or remark."),
    "path_backslash": N_("Write / between folders, not a backslash: targets/satuan.csv."),
    "path_outside": N_("The file must lie inside the workspace: targets/satuan.csv."),
    "reserved_name": N_('"{word}" has a meaning of its own. Take another name.'),
    "sample_no_ricek": N_("A sample says who owes a ricek, but ricek is none. Delete one of them."),
    "sample_unit": N_("A sample is drawn from many targets, but this list is for the unit itself."),
    "share_range": N_("{word} is out of bounds: more than 0% and less than 100%."),
    "short_twice": N_('The short name "{word}" stands twice, first in line {line}. Give this one another: Radio 2.'),
    "since_after_until": N_("since is later than until: no date can pass."),
    "unknown_table": N_('There is no table "{word}".'),
    "unknown_timezone": N_('There is no time zone "{word}". Examples: Asia/Makassar, Europe/Berlin.'),
    "unknown_type": N_('There is no type "{word}".'),
    "unknown_value": N_('"{word}" is not known here.'),
    "usual_order": N_("{low} is more than {high}. Write the smaller number first."),
    "want_date": N_('"{word}" is no date. Write year-month-day: 2024-11-27.'),
    "want_days": N_('"{word}" is no number of days. Write 2d.'),
    "want_digits": N_('"{word}" must be digits: 012.'),
    "want_number": N_('"{word}" is no whole number. Write digits only: 1266.'),
    "want_share": N_('"{word}" is no percentage. Write 5%.'),
    "want_time": N_('"{word}" is no hour. Write 05.30.'),
    "want_truth": N_('"{word}" is not known here. Write true or false.'),
    "want_ya": N_('"{word}" is not known here. Write ya or tidak.'),
}

_EXPRESSIONS: Mapping[str, str] = {
    "expression_arguments": N_("{word} wants its numbers in round brackets: ceil(people / 10), max(radios, 2)."),
    "expression_function": N_('"{word}" cannot be computed. There are ceil, floor, min and max.'),
    "expression_in": N_('"in" wants words in square brackets: kind in ["boat", "truck"].'),
    "expression_kinds": N_("These two cannot be compared: {word}."),
    "expression_long": N_("This expression is too long. Make a fact of a part of it (derive)."),
    "expression_not_date": N_("A date is wanted here: operation_ends, or 2024-12-16."),
    "expression_not_number": N_('"{word}" is no number.'),
    "expression_not_text": N_('"{word}" is no text.'),
    "expression_not_time": N_('"{word}" is no hour. Write it in double quotes: "07:00".'),
    "expression_not_truth": N_('"{word}" is neither true nor false. Compare it with something: radios > 0.'),
    "expression_number": N_("This number is too large."),
    "expression_order": N_('"{word}" is a word: it can be compared with == and != only.'),
    "expression_quotes": N_('{word} is a quote of a word processor. Type "..." instead.'),
    "expression_single_equals": N_("Equal is written == here."),
    "expression_syntax": N_('This cannot be computed. Examples: radios > 0, kind == "boat", ceil(people / 10).'),
    "expression_uncomputable": N_("{word} cannot be computed: it divides by zero or grows too large."),
    "expression_value": N_('"{word}" is no value of this fact.'),
    "time_unquoted": N_('An hour stands in double quotes: "{word}".'),
    "word_unquoted": N_('The word {word} stands in double quotes: "{word}".'),
}

_FACTS: Mapping[str, str] = {
    "default_and_derive": N_("A fact that is derived has no default. Delete one of them."),
    "default_unusual": N_("The default {word} is not usual ({usual}). Make the range wider, or mend the default."),
    "derive_ring": N_("A fact cannot be derived from itself: {word}."),
    "fact_at_top": N_('"{word}" stands by itself at the top of the file, not among the facts.'),
    "fact_missing": N_("The fact {column} is missing, so {lists} cannot be judged in full."),
    "fact_of_table": N_('"{word}" is a column of {tables}; it is not known for {table}.'),
    "fact_shipped": N_('"{word}" is defined already. Give its value in pilkada.yaml, or take another name.'),
    "unknown_fact": N_('There is no fact "{word}".'),
    "value_contradicts": N_("{text} is stated here, but {expression} makes {computed}. One of them is wrong."),
    "value_unusual": N_("{text} is not usual ({usual}). Look whether it is right."),
    "values_no_choice": N_("Only the type choice has values, not {type}."),
}

_WARNINGS: Mapping[str, str] = {
    "hint_tells": N_("The hint gives the required {word} away. Whoever counts must not know it."),
    "never_true": N_(
        "No value of {fact} makes this true, so it never takes effect. Join with or instead of and, or compare with "
        "another value: {example}."
    ),
    "source_unlisted": N_('The source "{word}" is not in the list of sources.'),
    "text_long": N_("The text has {length} characters; more than {limit} do not fit a line of paper."),
    "two_questions": N_("This asks more than one thing. Make two items of it."),
}

_TABLES: Mapping[str, str] = {
    "cell_comma": N_("{text} may mean two numbers. Write {thousands}, or digits only."),
    "cell_error_value": N_("The spreadsheet could not compute this: {text}."),
    "cell_formula": N_("A formula stands here, not a value: {text}."),
    "cell_line_break": N_("There is a line break in this cell. Write one line."),
    "cell_long": N_("This cell has more than {limit} characters."),
    "cell_made_a_date": N_("The spreadsheet made a date of this: {text}. Type the number again, as text."),
    "cell_maybe_a_date": N_("{text} looks like a date that a spreadsheet made of a name."),
    "cell_missing": N_("Nothing stands here, so {lists} cannot be judged in full."),
    "cell_no_heading": N_("{text} stands in a column without a heading."),
    "cell_no_reason": N_("{text} is no reason. Say in words why this row no longer counts, or leave it empty."),
    "cell_not_a_choice": N_("{text} is none of: {values}."),
    "cell_not_a_date": N_("{text} is no date. Write 27/11/2024 or 2024-11-27."),
    "cell_not_a_number": N_("{text} is no whole number. Write digits only, as in 1202."),
    "cell_not_a_time": N_("{text} is no hour. Write 05.30."),
    "cell_not_digits": N_("{text} must be digits: 012."),
    "cell_nothing": N_("{text} says nothing. Leave the cell empty, or write 0 if it is not for you."),
    "cell_quote": N_('A quote is not closed, or something stands after it: {text}. A quote inside is doubled: "".'),
    "cell_scientific": N_("The spreadsheet shortened this number: {text}. Type it again, as text."),
    "column_missing": N_('The column "{column}" is missing.'),
    "column_twice": N_('The column "{column}" stands twice, first in {first}.'),
    "column_wanted": N_("The column {column} is missing, so {lists} cannot be judged in full."),
    "column_unknown": N_('The column "{column}" is not known and is passed over.'),
    "officer_no_name": N_("The officer with number {number} has no name."),
    "officer_no_number": N_("{name} has no number: that of the service, or an id given by the unit."),
    "row_no_id": N_("This row has no id."),
    "row_twice": N_('"{id}" stands twice, first in {first}.'),
    "rows_counted": N_(
        "{text} is stated here, but of the rows of {file} that count, {n} are so: {expression}. One of them is wrong."
    ),
    "rows_otherwise": N_("{text} is stated here, but the rows of {file} that count are {n}. One of them is wrong."),
    "table_columns": N_("The table has more than {limit} columns."),
    "table_cp1252": N_('The table is not UTF-8. It was read as an old Windows file: "{text}". Is that right?'),
    "table_delimiter": N_("It cannot be told what parts the cells. Save the table with ; between them."),
    "table_empty": N_("There is nothing in this table."),
    "table_not_csv": N_("This is no CSV file. Save the table as CSV UTF-8."),
    "table_rows": N_("The table has more than {limit} rows."),
}

SENTENCES: Mapping[str, str] = {
    **_CHARACTERS,
    **_FILES,
    **_SYNTAX,
    **_KEYS,
    **_VALUES,
    **_EXPRESSIONS,
    **_FACTS,
    **_WARNINGS,
    **_TABLES,
    **RECORDS,
    **BUNDLES,
}

# What a place holds instead of what is wanted.
FOUND: Mapping[str, str] = {
    "scalar": N_("a text"),
    "sequence": N_("a list"),
    "mapping": N_("keys and values"),
}
