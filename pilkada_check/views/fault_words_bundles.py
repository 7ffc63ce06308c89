"""Why a bundle or another foreign file is not taken in, and what to do (see `fault_words`)."""

from collections.abc import Mapping

from pilkada_check.words import N_

BUNDLES: Mapping[str, str] = {
    "bundle_after_end": N_("Something comes after the end of the bundle. Send each bundle as a file of its own."),
    "bundle_altered": N_("It was altered on the way: it is not what was sent. Have it sent again as a document."),
    "bundle_count": N_("Lines were lost or added here. Have the bundle sent again as a document."),
    "bundle_cut": N_("The end of the bundle is missing: what was whole before it counts. Have it sent again."),
    "bundle_definition": N_("The text of this list was altered: it does not fit its SHA-256. Have it sent again."),
    "bundle_head_cut": N_("Not even its first line has come whole. Have it sent again as a document."),
    "bundle_header_twice": N_("A second bundle begins here. Send each bundle as a file of its own."),
    "bundle_kit_cut": N_("The end of this kit is missing, so lists may be lacking. Have it sent again."),
    "bundle_large": N_("This part of the bundle is larger than {limit} MiB. Have it made again with ekspor --sasaran."),
    "bundle_line": N_("This line of the bundle cannot be read. Have it sent again as a document."),
    "bundle_lines": N_("The bundle has more than {limit} lines. Have it made again in parts with ekspor --sasaran."),
    "bundle_many": N_("More than {limit} of this kind are in it, as in no honest bundle. Ask the sender who made it."),
    "bundle_name": N_('It carries a file "{word}", which has no place in a workspace. Ask the sender who made it.'),
    "bundle_newer": N_("A newer version of the tool wrote this ({what}). Update pilkada-check here first."),
    "bundle_no_sheet": N_(
        "It carries no pilkada.yaml, so nobody can judge its records. Have it made again with ekspor."
    ),
    "bundle_not": N_("This is no bundle: its first line does not say whose it is. Have it made with ekspor."),
    "bundle_other": N_("The first line names another one, {word}. Have the bundle made again with ekspor."),
    "bundle_twice": N_("The list {word} stands in the bundle twice. Have it made again with ekspor."),
    "folder_deep": N_("More than {limit} folders inside one another. Name the folder in which the bundles are."),
    "folder_many": N_("There are more than {limit} files. Name the folder in which the bundles are."),
    "foreign_archive": N_("This kind of packed file is not opened. Unpack it, then take in the folder."),
    "foreign_bomb": N_("It would grow to far more than anything of ours when it is unpacked, so it was not unpacked."),
    "foreign_definition": N_("The text does not fit its name: it was altered. Copy the folder definitions again."),
    "foreign_empty": N_("Not even its first line has come whole. Have it sent again as a document."),
    "foreign_id": N_('"{word}" is no id that this tool gives. Have the file made again with ekspor.'),
    "foreign_large": N_("It is larger than {limit} MiB, as nothing of this kind is. It was not read."),
    "foreign_link": N_("This is a link, and links are not followed. Name the file itself."),
    "foreign_nested": N_(
        "A packed file inside a packed file is not opened. Unpack the outer one, then take in the folder."
    ),
    "gzip_damaged": N_("The .gz was damaged on the way and cannot be unpacked. Have it sent again as a document."),
    "gzip_streams": N_("More than {limit} packed files lie one behind the other here. Send each as a file of its own."),
    "line_ends": N_("Some of its lines end otherwise than the rest: it was edited. Have it sent again as a document."),
    "report_no_header": N_("This is no risk report: none of its lines can be read. Have it sent again."),
    "text_utf16": N_("It was saved as UTF-16, and damaged. Have the file itself sent, as ekspor -o wrote it."),
    "zip_damaged": N_("The .zip is damaged. Have it sent again as a document."),
    "zip_locked": N_("The .zip has a password. Unpack it, then take in the folder."),
    "zip_members": N_("The .zip holds more than {limit} files. Unpack it, then take in the folder."),
    "zip_method": N_("The .zip is packed in a way that is not read here. Unpack it, then take in the folder."),
    "zip_overlap": N_("Files lie over one another in this .zip, as in no honest one. Nothing of it was read."),
}
