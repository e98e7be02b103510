/* Workbooks: .xlsx and .xlsm. Every sheet is a table, hidden ones too; charts are none.
 *
 * A row is held at a time, and the texts that cells share, which stand in a file of
 * their own and are read whole (LC_XLSX_STRINGS). */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "table/container_inside.h"
#include "table/xlsx_inside.h"

struct listed_sheet {
    const char *name;
    size_t member;
    bool hidden;
};

struct book {
    struct lc_zip zip;
    lc_arena *arena;
    struct lc_xlsx_relations parts;
    size_t sheets, room;
    struct listed_sheet *sheet;
    size_t strings_at, styles_at; /* members, or how many there are */
    bool ready;                   /* these two are read */
    struct lc_xlsx_strings strings;
    struct lc_xlsx_styles styles;
    bool from_1904;
    struct lc_xlsx_sheet open;
};

/* --- which sheets there are ------------------------------------------------------- */

static int add_sheet(struct book *b, const char *name, const char *id, bool hidden,
                     struct lc_error *err)
{
    const char *target = id ? lc_xlsx_target(&b->parts, id, "/worksheet") : NULL;
    size_t member = target ? lc_zip_find(&b->zip, target) : b->zip.count;
    if (member == b->zip.count) /* a chart, a dialogue, a macro */
        return LC_OK;
    if (b->sheets == LC_CONTAINER_TABLES)
        return lc_container_crowded(b->zip.file.name, err);
    int code = LC_GROW(b->sheet, b->room, b->sheets + 1, err);
    char *kept = code ? NULL : lc_arena_text(b->arena, name, strlen(name));
    if (!code && !kept)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        b->sheet[b->sheets++] = (struct listed_sheet){ kept, member, hidden };
    return code;
}

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct book *b = pull->context;
    if (strcmp(name, "workbookPr") == 0) {
        const char *is = lc_pull_value(attribute, "date1904");
        b->from_1904 = is && (strcmp(is, "1") == 0 || strcmp(is, "true") == 0);
    } else if (strcmp(name, "sheet") == 0) {
        const char *title = lc_pull_value(attribute, "name");
        const char *state = lc_pull_value(attribute, "state");
        int code = add_sheet(b, title ? title : "", lc_pull_value(attribute, "id"),
                             state && strcmp(state, "visible") != 0, &pull->err);
        if (code)
            lc_pull_fail(pull, code);
    }
}

static void end(struct lc_pull *pull, const char *name)
{
    (void)pull, (void)name;
}

/* The member that the workbook's parts have of a type, or how many there are. */
static size_t part_of(const struct book *b, const char *type)
{
    const char *target = lc_xlsx_target(&b->parts, NULL, type);
    return target ? lc_zip_find(&b->zip, target) : b->zip.count;
}

static int read_book(struct book *b, const char *part, struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, NULL, NULL };
    size_t member = lc_zip_find(&b->zip, part);
    int code = lc_xlsx_relations_read(&b->parts, &b->zip, part, b->arena, err);
    if (code)
        return code;
    b->strings_at = part_of(b, "/sharedStrings");
    b->styles_at = part_of(b, "/styles");
    return lc_pull_all(&b->zip, member, &hands, b, err);
}

/* The name of its first part; *part NULL: it is no workbook. */
static int find_book(struct book *b, const char **part, struct lc_error *err)
{
    struct lc_xlsx_relations roots;
    static const char usual[] = "xl/workbook.xml";
    int code = lc_xlsx_relations_read(&roots, &b->zip, "", b->arena, err);
    *part = code ? NULL : lc_xlsx_target(&roots, NULL, "/officeDocument");
    if (!code && !*part)
        *part = usual;
    if (*part && lc_zip_find(&b->zip, *part) == b->zip.count)
        *part = NULL;
    free(roots.relation);
    if (*part && lc_file_ends(*part, ".bin"))
        code = LC_FAIL(err, LC_FORMAT,
                       "%s: this is a binary workbook (.xlsb); save it as .xlsx or CSV",
                       b->zip.file.name);
    if (*part && !strstr(*part, "workbook"))
        *part = NULL; /* of a text or of slides: zip.c says so */
    return code;
}

/* --- as a container --------------------------------------------------------------- */

static void close_book(void *far)
{
    struct book *b = far;
    if (!b)
        return;
    lc_xlsx_sheet_close(&b->open);
    lc_xlsx_strings_free(&b->strings);
    free(b->styles.form);
    free(b->parts.relation);
    free(b->sheet);
    lc_arena_free(b->arena);
    lc_zip_close(&b->zip);
    free(b);
}

static int open_book(void **far, const struct lc_container_file *file,
                     struct lc_error *err)
{
    struct book *b = lc_alloc(1, sizeof *b);
    const char *part = NULL;
    *far = NULL;
    if (!b)
        return LC_FAIL_NOMEM(err);
    b->arena = lc_arena_new();
    int code = b->arena ? lc_zip_open(&b->zip, file, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = find_book(b, &part, err);
    if (!code && part)
        code = read_book(b, part, err);
    if (!code && part)
        *far = b;
    else
        close_book(b);
    return code;
}

static size_t count_sheets(const void *far)
{
    return ((const struct book *)far)->sheets;
}

static const char *name_of(const void *far, size_t table)
{
    return ((const struct book *)far)->sheet[table].name;
}

static bool is_hidden(const void *far, size_t table)
{
    return ((const struct book *)far)->sheet[table].hidden;
}

static int read_shared(struct book *b, struct lc_error *err)
{
    int code = LC_OK;
    if (b->ready)
        return code;
    lc_xlsx_strings_free(&b->strings);
    b->styles.count = 0;
    if (b->strings_at < b->zip.count)
        code = lc_xlsx_strings_read(&b->strings, &b->zip, b->strings_at, err);
    if (!code && b->styles_at < b->zip.count)
        code = lc_xlsx_styles_read(&b->styles, &b->zip, b->styles_at, err);
    b->ready = !code;
    return code;
}

static int start(void *far, size_t table, struct lc_error *err)
{
    struct book *b = far;
    lc_xlsx_sheet_close(&b->open);
    int code = read_shared(b, err);
    if (code)
        return code;
    b->open.strings = &b->strings;
    b->open.styles = &b->styles;
    b->open.from_1904 = b->from_1904;
    return lc_xlsx_sheet_open(&b->open, &b->zip, b->sheet[table].member, err);
}

static int next(void *far, const struct lc_csv_row **row, struct lc_error *err)
{
    struct book *b = far;
    return lc_xlsx_sheet_next(&b->open, row, err);
}

const struct lc_container lc_container_xlsx = {
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
