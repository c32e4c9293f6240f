"""ftfy, set to encodings only. A module of its own: it takes a tenth of a second to load, and few texts need it."""

from __future__ import annotations

from ftfy import TextFixerConfig, fix_encoding

# Encoding repairs only. Everything else of ftfy rewrites what the wire sent (quotes, ligatures, widths, entities);
# replace_lossy_sequences would put U+FFFD where letters are lost already.
_ENCODING_ONLY = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    restore_byte_a0=True,
    replace_lossy_sequences=False,
    decode_inconsistent_utf8=True,
    fix_c1_controls=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def fixed_line(line: str) -> str:
    """The line with what was decoded wrongly decoded rightly."""
    return fix_encoding(line, _ENCODING_ONLY)
