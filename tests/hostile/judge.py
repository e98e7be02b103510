# Judges what the program wrote from texts that attack: pages, tables, workbooks, what a terminal got.
#   judge(folder) -> list of what is wrong
import csv, html.parser, io, json, os, re, xml.parsers.expat, zipfile

from words import shown, stands

csv.field_size_limit(1 << 24)
TAGS = set("""html head meta title style body header div span main section h1 h2 h3 h4 h5 p nav ol ul li a strong em b small br hr
table caption thead tbody tr th td data details summary article figure figcaption dl dt dd svg g path line circle rect text
desc code time sup abbr bdi wbr script polyline polygon label input button""".split())
ATTRIBUTES = re.compile(r"(class|id|href|lang|charset|name|content|http-equiv|role|tabindex|scope|colspan|rowspan|value|viewbox|preserveaspectratio|"
                        r"width|height|fill|stroke|focusable|[xy][12]?|c[xy]|r|d|points|transform|text-anchor|dominant-baseline|dx|dy|open|dir|"
                        r"data-[a-z-]+|aria-[a-z-]+|title|datetime|vector-effect)$")
EMPTY = set("meta br hr wbr input path line circle rect".split())


class Page(html.parser.HTMLParser):
    """Every tag, attribute and text; what a browser would take otherwise is wrong."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong, self.stack, self.scripts, self.cells, self.text = [], [], 0, [], []

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.wrong.append("an element <%s>" % tag)
        self.scripts += tag == "script"
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.wrong.append("an attribute twice in <%s>" % tag)
        for name, value in attributes:
            if not ATTRIBUTES.match(name):
                self.wrong.append("an attribute %s in <%s>" % (name[:40], tag))
            if name == "href" and not re.match(r"(#[\w-]+|[\w-]+\.html(#[\w-]+)?)$", value or ""):
                self.wrong.append("a link to %r" % value[:60])
            self.letters(value or "")
        if tag not in EMPTY:
            self.stack.append(tag)
        if tag in ("td", "th", "title", "h1"):
            self.cells.append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self.stack.pop()

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append("an end of <%s> that is not the open one's" % tag)

    def handle_comment(self, data):
        self.wrong.append("a comment")

    def handle_data(self, data):
        if self.stack and self.stack[-1] not in ("style", "script"):
            self.letters(data)
            self.text.append(data)
            if self.cells:
                self.cells[-1] += data

    def letters(self, text):
        for letter in text:
            if not stands(letter):
                self.wrong.append("the letter U+%04X" % ord(letter))


def judge_page(name, data):
    page = Page()
    page.feed(data.decode("utf-8"))
    page.close()
    if page.stack:
        page.wrong.append("open at the end: %s" % page.stack)
    if page.scripts > 1:
        page.wrong.append("%d scripts" % page.scripts)
    if b"default-src 'none'" not in data[:4000]:
        page.wrong.append("no policy")
    return page.wrong


def number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def judge_csv(name, data):
    wrong = []
    text = data.decode("utf-8")
    for row in csv.reader(io.StringIO(text, newline=""), strict=True):
        for cell in row:
            head = cell.strip(" \t\r\n")[:1]
            if head and head in "=+-@\uff1d\uff0b\uff0d\uff20" and not number(cell):
                wrong.append("a formula: %r" % cell[:40])
            if cell[:1] in ("\t", "\r"):
                wrong.append("a cell that begins with %r" % cell[:1])
            if shown(cell) != cell.replace("\r\n", "\n"):
                wrong.append("letters that nobody sees: %r" % cell[:40])
    return wrong


def judge_book(name, data):
    wrong, units = [], []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for part in book.namelist():
            inside = []
            parser = xml.parsers.expat.ParserCreate()

            def start(tag, attributes):
                inside.append(tag)
                if tag in ("f", "hyperlink", "ddeLink", "externalLink"):
                    wrong.append("%s: <%s>" % (part, tag))
                if tag == "t":
                    units.append(0)

            def text(data):
                if inside[-1] == "t":
                    units[-1] += len(data.encode("utf-16-le")) // 2
                if shown(data) != data:
                    wrong.append("%s: letters that nobody sees" % part)

            parser.StartElementHandler, parser.CharacterDataHandler = start, text
            parser.EndElementHandler = lambda tag: inside.pop()
            parser.Parse(book.read(part), True)
    if max(units, default=0) > 32767:
        wrong.append("a cell of %d" % max(units))
    return wrong


def judge_terminal(name, data):
    text = data.decode("utf-8")  # and fails where it is none
    return ["the letter U+%04X" % ord(letter) for letter in text if letter == "\r" or not stands(letter)]


def judge_json(name, data):
    json.loads(data.decode("utf-8"))
    return judge_terminal(name, data)


KINDS = {".html": judge_page, ".csv": judge_csv, ".xlsx": judge_book, ".out": judge_terminal, ".err": judge_terminal, ".txt": judge_terminal,
         ".json": judge_json}


def judge(folder):
    """Every file below it of a kind that is judged; (how many, what is wrong)."""
    wrong, count = [], {}
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            kind = os.path.splitext(name)[1]
            if kind not in KINDS:
                continue
            with open(os.path.join(path, name), "rb") as file:
                data = file.read()
            count[kind] = count.get(kind, 0) + 1
            try:
                found = KINDS[kind](name, data)
            except Exception as fault:  # a file that its own reader does not take is wrong
                found = ["%s: %s" % (type(fault).__name__, fault)]
            wrong += ["%s: %s" % (os.path.relpath(os.path.join(path, name), folder), one) for one in sorted(set(found))[:6]]
    return count, wrong
