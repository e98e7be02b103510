/* Workbooks: .ods (OpenDocument 1.3 part 3, 9). Every sheet is a table, hidden ones
 * too.
 *
 * All sheets stand in one document, which is read whole to list them, and to see that
 * it is one; a sheet is then read from where it begins to where it ends. Rows and cells
 * that are repeated are counted, and given only if they say something. A sheet is
 * hidden by its style (17.15 there, table:display), and styles stand before sheets. */
#include <stdlib.h>
#include <string.h>

#include "table/container_inside.h"
#include "table/ods_inside.h"

struct ods_book {
    struct lc_zip zip;
    size_t content; /* a member */
    lc_arena *arena;
    size_t sheets, room, inner;
    struct ods_listed {
        const char *name;
        uint64_t at; /* bytes into the content */
        bool hidden;
    } * sheet;
    const char *style; /* that which is read, or NULL */
    size_t unseen, unseen_room;
    const char **unseen_style; /* [unseen] of whose sheets nothing is seen */
    struct lc_ods_sheet open;
};

/* --- which sheets there are ------------------------------------------------------- */

static const char *keep(struct ods_book *b, const char *text)
{
    return lc_arena_text(b->arena, text ? text : "", text ? strlen(text) : 0);
}

static bool is_unseen(const struct ods_book *b, const char *style)
{
    for (size_t i = 0; i < b->unseen && style; i++)
        if (strcmp(style, b->unseen_style[i]) == 0)
            return true;
    return false;
}

static void begin_sheet(struct lc_pull *pull, struct ods_book *b,
                        const char *const *attribute)
{
    int code = b->sheets < LC_CONTAINER_TABLES
                   ? LC_GROW(b->sheet, b->room, b->sheets + 1, &pull->err)
                   : lc_container_crowded(b->zip.file.name, &pull->err);
    const char *kept = code ? NULL : keep(b, lc_pull_value(attribute, "name"));
    if (!code && !kept)
        code = LC_FAIL_NOMEM(&pull->err);
    if (code)
        lc_pull_fail(pull, code);
    else
        b->sheet[b->sheets++] =
            (struct ods_listed){ kept, lc_pull_at(pull),
                                 is_unseen(b, lc_pull_value(attribute, "style-name")) };
}

static void begin_style(struct lc_pull *pull, struct ods_book *b,
                        const char *const *attribute)
{
    const char *family = lc_pull_value(attribute, "family");
    b->style = NULL;
    if (!family || strcmp(family, "table") != 0)
        return;
    b->style = keep(b, lc_pull_value(attribute, "name"));
    if (!b->style)
        lc_pull_fail(pull, LC_FAIL_NOMEM(&pull->err));
}

/* Of a sheet a style each is the most that an office writes. */
static void begin_properties(struct lc_pull *pull, struct ods_book *b,
                             const char *const *attribute)
{
    const char *display = lc_pull_value(attribute, "display");
    if (!b->style || !display || strcmp(display, "false") != 0)
        return;
    int code = b->unseen < LC_CONTAINER_TABLES
                   ? LC_GROW(b->unseen_style, b->unseen_room, b->unseen + 1, &pull->err)
                   : lc_container_crowded(b->zip.file.name, &pull->err);
    if (code)
        lc_pull_fail(pull, code);
    else
        b->unseen_style[b->unseen++] = b->style;
}

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct ods_book *b = pull->context;
    if (strcmp(name, "style") == 0)
        begin_style(pull, b, attribute);
    else if (strcmp(name, "table-properties") == 0)
        begin_properties(pull, b, attribute);
    else if (strcmp(name, "table") == 0 && !b->inner++)
        begin_sheet(pull, b, attribute);
}

static void end(struct lc_pull *pull, const char *name)
{
    struct ods_book *b = pull->context;
    b->inner -= strcmp(name, "table") == 0;
    if (strcmp(name, "style") == 0)
        b->style = NULL;
}

/* --- what it is ------------------------------------------------------------------- */

/* The first bytes of a member, terminated; "" of none. */
static int peek(const struct lc_zip *zip, const char *name, size_t size, char *out,
                struct lc_error *err)
{
    size_t member = lc_zip_find(zip, name), got = 0;
    lc_unpacked *u = NULL;
    int code = LC_OK;
    if (member < zip->count)
        code = lc_unpacked_open(&u, zip, member, err);
    if (u)
        code = lc_unpacked_read(u, size - 1, out, &got, err);
    lc_unpacked_close(u);
    out[code ? 0 : got] = 0;
    return code;
}

/* *is: a spreadsheet. What an office writes else is refused. */
static int judge(const struct ods_book *b, bool *is, struct lc_error *err)
{
    enum { KIND = 80, MANIFEST = 16 << 10 };
    static const char ours[] = "application/vnd.oasis.opendocument.";
    char kind[KIND], manifest[MANIFEST];
    *is = false;
    if (b->content == b->zip.count)
        return LC_OK;
    int code = peek(&b->zip, "mimetype", KIND, kind, err);
    if (!code)
        code = peek(&b->zip, "META-INF/manifest.xml", MANIFEST, manifest, err);
    if (code || strncmp(kind, ours, sizeof ours - 1) != 0)
        return code;
    if (strncmp(kind + sizeof ours - 1, "spreadsheet", 11) != 0)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: this is an OpenDocument file, but no spreadsheet; save its "
                       "table as .ods, .xlsx or CSV",
                       b->zip.file.name);
    if (strstr(manifest, "encryption-data"))
        return LC_FAIL(err, LC_FORMAT,
                       "%s: this is a workbook locked by a password; save it without "
                       "one, or as CSV",
                       b->zip.file.name);
    *is = true;
    return LC_OK;
}

/* --- as a container --------------------------------------------------------------- */

static void close_book(void *far)
{
    struct ods_book *b = far;
    if (!b)
        return;
    lc_ods_sheet_close(&b->open);
    free(b->sheet);
    free(b->unseen_style);
    lc_arena_free(b->arena);
    lc_zip_close(&b->zip);
    free(b);
}

static int open_book(void **far, const struct lc_container_file *file,
                     struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, NULL, LC_ODS_ENCODING };
    struct ods_book *b = lc_alloc(1, sizeof *b);
    bool is = false;
    *far = NULL;
    if (!b)
        return LC_FAIL_NOMEM(err);
    b->arena = lc_arena_new();
    int code = b->arena ? lc_zip_open(&b->zip, file, err) : LC_FAIL_NOMEM(err);
    b->content = code ? 0 : lc_zip_find(&b->zip, "content.xml");
    if (!code)
        code = judge(b, &is, err);
    if (!code && is)
        code = lc_pull_all(&b->zip, b->content, &hands, b, err);
    if (!code && is)
        *far = b;
    else
        close_book(b);
    return code;
}

static size_t count_sheets(const void *far)
{
    return ((const struct ods_book *)far)->sheets;
}

static const char *name_of(const void *far, size_t table)
{
    return ((const struct ods_book *)far)->sheet[table].name;
}

static bool is_hidden(const void *far, size_t table)
{
    return ((const struct ods_book *)far)->sheet[table].hidden;
}

static int start(void *far, size_t table, struct lc_error *err)
{
    struct ods_book *b = far;
    lc_ods_sheet_close(&b->open);
    return lc_ods_sheet_open(&b->open, &b->zip, b->content, b->sheet[table].at, err);
}

static int next(void *far, const struct lc_csv_row **row, struct lc_error *err)
{
    struct ods_book *b = far;
    return lc_ods_sheet_next(&b->open, row, err);
}

const struct lc_container lc_container_ods = {
    .name = "a workbook",
    .noun = "sheet",
    .is = lc_zip_is,
    .open = open_book,
    .tables = count_sheets,
    .table = name_of,
    .start = start,
    .next = next,
    .hidden = is_hidden,
    .close = close_book,
};
