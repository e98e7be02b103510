# Texts that attack whoever shows them: markup, script, terminal escapes, marks that turn a line round, formulas, control
# characters, ten thousand letters. From a seed: the same seed gives the same texts, each of them once.
import random

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1|x", "-2+3;x", "@SUM(1,2)x", "\t=1+1", " =HYPERLINK(\"http://127.0.0.1:9\")", "\n=1+2",
            "\uff1d1+1", "\uff0b1+1x", "\uff0d1+1x", "\uff20SUM(1)", "\r=1+3", "=\"a\"&\"b\"", "'=1+1", "\u00a0=1"]
MARKUP = ["<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>", "<svg onload=alert(4)>",
          "\" onmouseover=\"alert(5)\" x=\"", "' autofocus onfocus='alert(6)", "</td></tr></table></main></body>", "<!--", "-->", "]]>",
          "<style>*{display:none}</style>", "<iframe src=http://127.0.0.1:9/></iframe>", "<a href=javascript:alert(7)>x</a>",
          "<base href=http://127.0.0.1:9/>", "<meta http-equiv=refresh content=0;url=http://127.0.0.1:9/>", "&lt;b&gt;", "&#x3c;b&#x3e;",
          "&amp;amp;", "{{7*7}}", "${alert(8)}", "<plaintext>", "<textarea>", "<select>", "<link rel=stylesheet href=//127.0.0.1:9/a.css>",
          "<form action=http://127.0.0.1:9/><input autofocus>", "<title>", "</title>", "<noscript>", "<math><mi//xlink:href=\"data:x,<script>alert(9)</script>\">"]
ESCAPES = ["\x1b[2J\x1b[H", "\x1b]0;owned\x07", "\x1b[31mred", "\x9b31m", "\x1b]8;;http://127.0.0.1:9\x1b\\x\x1b]8;;\x1b\\", "\x07", "\x08\x08\x08",
           "\x0b\x0c", "\x7f", "\x85", "\x90q\x9c", "\x1bc", "\x01\x02\x03\x04\x05\x06\x0e\x0f", "\x1a", "\rover"]
TURNS = ["\u202eevil\u202c", "\u202d\u202bx", "\u2066\u2067\u2068y\u2069", "\u200f12 34", "\u200e", "\u061c7", "\u0645\u062d\u0645\u062f 12",
         "\u05e9\u05dc\u05d5\u05dd (5)", "\u2028line\u2029", "\ufeff", "\u200b\u200d\u2060", "\ufff9a\ufffab\ufffb", "\U000e0041\U000e007f", "\ufffe",
         "\U0001f469\u200d\U0001f469\u200d\U0001f466", "e\u0301\u0302\u0303", "\u4e2d\u6587", "\ud7ff\ue000", "\U0001ffff"]
OTHER = ["%s%n%d", "../../../etc/passwd", "$(touch owned)", "`touch owned`", "'; DROP TABLE x; --", "a,b", "say \"no\"", "two\nlines", "tab\tbed",
         "\\u003cb\\u003e", "\\n", "c", "NaN", "null", "\"", "'", "\\", "|", ";", "--force", "-", "none"]
KINDS = [FORMULAS, MARKUP, ESCAPES, TURNS, OTHER]


def words(seed):
    """Without an end. Of fifty about one has ten thousand letters. No NUL: files with one are refused as a whole."""
    at = random.Random(seed)
    number = 0
    while True:
        number += 1
        pieces = [at.choice(at.choice(KINDS)) for _ in range(at.choice([1, 1, 1, 2, 3]))]
        text = "".join(pieces) + "~%d" % number
        if at.randrange(50) == 0:
            filler = at.choice(["x", "W", "\u0645", "ab ", "<b>", "\u202e", "&"])
            text += filler * (10000 // len(filler))
        yield text


# What may not stand where somebody reads (engine/base/letter.h), told here by Python's own tables and not by the program's.
import unicodedata

KEPT = {"\n", "\t"}
HARMLESS = set("\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200c\u200d\u200e\u200f"
               "\u2060\u2061\u2062\u2063\u2064\U000110bd\U000110cd")


def stands(letter):
    point, kind = ord(letter), unicodedata.category(letter)
    if letter in KEPT or letter in HARMLESS:
        return True
    if kind == "Cn":  # not assigned: only what never will be is no character
        return not (0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE or 0xE0000 <= point <= 0xE007F)
    return kind not in ("Cc", "Zl", "Zp") and not (kind == "Cf" and point not in range(0x13430, 0x13440)
                                                   and point not in range(0x1BCA0, 0x1BCA4) and point not in range(0x1D173, 0x1D17B))


def shown(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one if stands(one) else "\ufffd" for one in text)


def flat(text):
    """As a browser lays out the blanks of a text."""
    return " ".join(part for part in text.replace("\t", " ").replace("\n", " ").replace("\x0c", " ").split(" ") if part)
