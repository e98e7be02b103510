/* XML: the returns that the DfE collects (SSDA903, the census of children in need), by
 * expat, a block at a time. Elements are parts (tree_inside.h); text between groups is
 * passed over. A DOCTYPE is refused: no return has one, and entities that it declares
 * could unfold a small file into any size, or name files. Encodings are those of expat,
 * and Windows-1252; where the first line names one that the bytes are not, as programs
 * write that think in UTF-16, the bytes are believed. */
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "base/memory.h"
#include "base/text.h"
#include "table/container_inside.h"
#include "table/encoding_inside.h"
#include "table/nested_inside.h"
#include "table/xml_inside.h"

enum { BLOCK = 64 << 10 };

struct xml {
    struct lc_nested nested;
    struct lc_container_file file;
    XML_Parser parser;
    uint64_t at;                   /* bytes read */
    uint64_t blank, blank_lines;   /* bytes and lines before the first < */
    const char *encoding;          /* by its bytes; NULL: as it says */
    bool suspended, last, windows; /* windows: it says that it is of Windows */
    int code;                      /* of a handler, which has said what is wrong */
    struct lc_error *err;
    /* The element that began last: a leaf, until another begins in it. */
    bool open, too_long;
    uint32_t word;
    uint64_t line;
    size_t size;
    char *text; /* [LC_CSV_FIELD] */
};

/* --- what is no return ------------------------------------------------------------ */

static unsigned long long line_of(const struct xml *x)
{
    return (unsigned long long)XML_GetCurrentLineNumber(x->parser) + x->blank_lines;
}

/* Is it a letter beyond ASCII that stops the parser? */
static bool is_high(const struct xml *x)
{
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    unsigned char byte = 0;
    size_t got;
    return at >= 0
           && !lc_container_read(&x->file, x->blank + (uint64_t)at, 1, &byte, &got,
                                 NULL)
           && byte >= 0x80;
}

static int fail_form(const struct xml *x, struct lc_error *err)
{
    enum XML_Error error = XML_GetErrorCode(x->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return LC_FAIL_NOMEM(err);
    if (error == XML_ERROR_UNKNOWN_ENCODING)
        return LC_FAIL(err, LC_FORMAT,
                       "%s:%llu: this is XML in an encoding that is not read; save it "
                       "as UTF-8",
                       x->file.name, line_of(x));
    if (error == XML_ERROR_INVALID_TOKEN && !x->windows && is_high(x))
        return LC_FAIL(err, LC_FORMAT,
                       "%s:%llu: this is XML with a letter that is not UTF-8, which it "
                       "is taken for: nothing of it was taken; write "
                       "encoding=\"windows-1252\" into its first line, if a program of "
                       "Windows wrote it",
                       x->file.name, line_of(x));
    return LC_FAIL(
        err, LC_FORMAT,
        "%s:%llu: this is XML and not well-formed (%s, column %llu): nothing "
        "of it was taken; have it written again, or mend that line",
        x->file.name, line_of(x), XML_ErrorString(error),
        (unsigned long long)XML_GetCurrentColumnNumber(x->parser) + 1);
}

/* --- what expat says -------------------------------------------------------------- */

static void stop(struct xml *x, int code)
{
    x->code = code;
    XML_StopParser(x->parser, XML_FALSE);
}

/* What began last was a group. */
static int begin_open(struct xml *x)
{
    int code =
        x->open ? lc_tree_begin(x->nested.tree, x->word, x->line, x->err) : LC_OK;
    x->open = false;
    return code ? lc_error_within(x->err, code, "%s", x->file.name) : LC_OK;
}

static int know_root(struct xml *x, const char *name)
{
    int code = lc_tree_new(&x->nested.tree, x->file.layouts, name, x->err);
    if (!code && !lc_tree_tables(x->nested.tree))
        code = lc_xml_fail_root(&x->file, name, x->err);
    return code;
}

static void start_element(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *x = data;
    (void)attributes;
    if (x->code)
        return;
    int code = begin_open(x);
    if (!code && !x->nested.tree)
        code = know_root(x, name);
    if (code) {
        stop(x, code);
        return;
    }
    x->open = true;
    x->word = lc_tree_word(x->nested.tree, name);
    x->line = line_of(x);
    x->size = 0;
    x->too_long = false;
}

static void end_element(void *data, const XML_Char *name)
{
    struct xml *x = data;
    int code = LC_OK;
    (void)name;
    if (x->code)
        return;
    if (x->open)
        code = lc_tree_leaf(x->nested.tree, x->word, x->line,
                            lc_slice_trim((struct lc_slice){ x->text, x->size }),
                            x->too_long, x->err);
    else
        lc_tree_end(x->nested.tree);
    x->open = false;
    if (code)
        stop(x, lc_error_within(x->err, code, "%s", x->file.name));
    else if (lc_tree_is_ready(x->nested.tree))
        XML_StopParser(x->parser, XML_TRUE);
}

static void character_data(void *data, const XML_Char *text, int size)
{
    struct xml *x = data;
    if (!x->open || !lc_tree_wants(x->nested.tree, x->word))
        return;
    size_t room = LC_CSV_FIELD - x->size, more = (size_t)size;
    x->too_long |= more > room;
    more = more < room ? more : room;
    memcpy(x->text + x->size, text, more);
    x->size += more;
}

static void start_doctype(void *data, const XML_Char *name, const XML_Char *system,
                          const XML_Char *public_name, int internal)
{
    struct xml *x = data;
    (void)system, (void)public_name, (void)internal;
    bool html = lc_slice_is_nocase(lc_slice_of(name), "html");
    stop(x,
         LC_FAIL(x->err, LC_FORMAT,
                 html ? "%s:%llu: this is a web page, not a table"
                      : "%s:%llu: this is XML with a DOCTYPE, which no return has and "
                        "which may hide anything: it is not read. Take it out, if "
                        "you know where the file is from",
                 x->file.name, line_of(x)));
}

static int know_encoding(void *data, const XML_Char *name, XML_Encoding *encoding)
{
    struct xml *x = data;
    if (!lc_slice_is_nocase(lc_slice_of(name), "windows-1252")
        && !lc_slice_is_nocase(lc_slice_of(name), "cp1252"))
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        encoding->map[i] = lc_cp1252_letter((unsigned char)i);
    x->windows = true;
    return XML_STATUS_OK;
}

/* --- reading ---------------------------------------------------------------------- */

/* What the first line calls an encoding, and the bytes are not. */
static bool is_misnamed(struct lc_slice head)
{
    static const char *const wide[] = { "utf-16", "utf16", "ucs-2", "unicode", "utf8" };
    enum { LINE = 128, WORD = 16 };
    char line[LINE + WORD] = ""; /* a word from its end is in it */
    size_t size = head.size < LINE ? head.size : LINE;
    memcpy(line, head.data, size);
    char *end = strstr(line, "?>"), *name = end ? strstr(line, "encoding") : NULL;
    if (strncmp(line, "<?xml", 5) != 0 || !name || name > end)
        return false;
    name += strcspn(name, "\"'");
    for (size_t i = 0; *name && i < sizeof wide / sizeof *wide; i++)
        if (lc_slice_is_nocase((struct lc_slice){ name + 1, strlen(wide[i]) }, wide[i]))
            return true;
    return false;
}

/* What stands before the first tag, and what the bytes are. */
static int look_ahead(struct xml *x, struct lc_error *err)
{
    char head[1024];
    size_t size, at = 0;
    int code = lc_container_read(&x->file, 0, sizeof head, head, &size, err);
    if (code)
        return code;
    if (size > 1 && (!memcmp(head, "\xff\xfe", 2) || !memcmp(head, "\xfe\xff", 2))) {
        x->encoding = "UTF-16";
        return LC_OK;
    }
    if (size > 2 && !memcmp(head, "\xef\xbb\xbf", 3))
        at = 3;
    for (; at < size && head[at] && strchr(" \t\r\n", head[at]); at++)
        x->blank_lines += head[at] == '\n';
    x->blank = at;
    if (is_misnamed((struct lc_slice){ head + at, size - at }))
        x->encoding = "UTF-8";
    return LC_OK;
}

static int begin_parser(struct xml *x, struct lc_error *err)
{
    if (x->parser)
        XML_ParserFree(x->parser);
    x->parser = XML_ParserCreate(x->encoding);
    if (!x->parser || !XML_SetHashSalt(x->parser, x->file.salt))
        return LC_FAIL_NOMEM(err);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, start_element, end_element);
    XML_SetCharacterDataHandler(x->parser, character_data);
    XML_SetStartDoctypeDeclHandler(x->parser, start_doctype);
    XML_SetUnknownEncodingHandler(x->parser, know_encoding, x);
    x->at = x->blank;
    x->code = LC_OK;
    x->suspended = x->last = x->nested.done = x->open = x->nested.headed = false;
    return LC_OK;
}

/* The next block into expat's own buffer. */
static int read_block(struct xml *x, size_t *got, struct lc_error *err)
{
    void *buffer = XML_GetBuffer(x->parser, BLOCK);
    int code = buffer ? lc_container_read(&x->file, x->at, BLOCK, buffer, got, err)
                      : LC_FAIL_NOMEM(err);
    x->at += *got;
    x->last = *got < BLOCK;
    return code;
}

/* On to the end of a record or of the file. */
static int advance(void *far, struct lc_error *err)
{
    struct xml *x = far;
    enum XML_Status status = XML_STATUS_OK;
    x->err = err;
    while (status == XML_STATUS_OK && !x->nested.done) {
        size_t got = 0;
        int code = x->suspended ? LC_OK : read_block(x, &got, err);
        if (code)
            return code;
        status = x->suspended ? XML_ResumeParser(x->parser)
                              : XML_ParseBuffer(x->parser, (int)got, x->last);
        x->suspended = status == XML_STATUS_SUSPENDED;
        x->nested.done = status == XML_STATUS_OK && x->last;
    }
    if (status != XML_STATUS_ERROR)
        return LC_OK;
    return x->code ? x->code : fail_form(x, err);
}

/* --- the container ---------------------------------------------------------------- */

static const char *row_of(const struct lc_tree_layout *layout)
{
    return layout->row ? layout->row : layout->record ? layout->record : layout->root;
}

static int look(struct xml *x, struct lc_error *err)
{
    int code = LC_OK;
    while (!x->nested.done && !code)
        code = advance(x, err);
    if (!code)
        code = lc_nested_keep(&x->nested, err);
    if (code)
        return code;
    return x->nested.tables
               ? LC_OK
               : LC_FAIL(err, LC_FORMAT,
                         "%s: this is XML (<%s>), and no schema reads anything "
                         "in it: it has no %s",
                         x->file.name, lc_tree_layout(x->nested.tree, 0)->root,
                         row_of(lc_tree_layout(x->nested.tree, 0)));
}

static void close(void *far)
{
    struct xml *x = far;
    if (!x)
        return;
    if (x->parser)
        XML_ParserFree(x->parser);
    lc_nested_free(&x->nested);
    free(x->text);
    free(x);
}

static int open(void **far, const struct lc_container_file *file, struct lc_error *err)
{
    struct xml *x = lc_alloc(1, sizeof *x);
    *far = NULL;
    if (!x)
        return LC_FAIL_NOMEM(err);
    x->file = *file;
    x->nested.advance = advance;
    x->text = lc_alloc(LC_CSV_FIELD, 1);
    int code = x->text ? look_ahead(x, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = begin_parser(x, err);
    if (!code)
        code = look(x, err);
    if (code)
        close(x);
    else
        *far = x;
    return code;
}

static int start(void *far, size_t which, struct lc_error *err)
{
    struct xml *x = far;
    int code = begin_parser(x, err);
    return code ? code
                : lc_tree_start(x->nested.tree, (int)x->nested.table[which], err);
}

const struct lc_container lc_container_xml = {
    .name = "an XML file",
    .is = lc_encoding_is_xml,
    .open = open,
    .tables = lc_nested_count,
    .table = lc_nested_name,
    .start = start,
    .next = lc_nested_next,
    .close = close,
};
