/* Archives: a zip of CSVs and of other containers. Each file is a table, and each table
 * of a container in it; folders and what systems leave beside files are passed over.
 *
 * A file that is neither is a table that cannot be read, and said so when it is asked
 * for: the others are none the worse for it. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "table/contained_inside.h"
#include "table/container_inside.h"
#include "table/csv_inside.h"
#include "table/zip_inside.h"

struct packed_table {
    size_t member, table; /* table: of the container that the member is */
    const char *name;
    bool plain; /* a CSV, or what is none of those that are read */
    bool hidden;
};

struct archive {
    struct lc_zip zip;
    size_t count, room;
    struct packed_table *table;
};

/* A member that is read, closed behind the csv that reads it. */
struct packed_file {
    struct lc_container_file file;
    lc_unpacked *bytes;
    char *name;
};

/* --- a member --------------------------------------------------------------------- */

static void close_file(void *what)
{
    struct packed_file *f = what;
    lc_unpacked_close(f->bytes);
    free(f->name);
    free(f);
}

static int open_file(struct packed_file **file, const struct archive *a, size_t member,
                     struct lc_error *err)
{
    struct lc_text name = { 0 };
    struct packed_file *f = lc_alloc(1, sizeof *f);
    *file = NULL;
    if (!f)
        return LC_FAIL_NOMEM(err);
    lc_text_addf(&name, "%s, file %zu in it", a->zip.file.name, member + 1);
    int code = lc_text_check(&name, err);
    f->name = name.data;
    f->file = a->zip.file;
    f->file.name = f->name;
    f->file.fd = -1;
    f->file.size = a->zip.member[member].size;
    f->file.read = lc_unpacked_read_at;
    if (!code)
        code = lc_unpacked_open(&f->bytes, &a->zip, member, err);
    f->file.within = f->bytes;
    if (code)
        close_file(f);
    else
        *file = f;
    return code;
}

static int open_csv(lc_csv **csv, void *far, size_t table, struct lc_error *err)
{
    const struct archive *a = far;
    const struct packed_table *t = &a->table[table];
    struct packed_file *f;
    lc_contained *contained = NULL;
    *csv = NULL;
    int code = open_file(&f, a, t->member, err);
    if (code)
        return code;
    code = lc_contained_open(&contained, &f->file, err);
    if (!code)
        code = contained ? lc_contained_csv(csv, contained, t->table, true, err)
                         : lc_csv_open_within(csv, &f->file, err);
    if (code)
        close_file(f);
    else
        lc_csv_close_after(*csv, close_file, f);
    return code;
}

/* --- which tables there are ------------------------------------------------------- */

static const char *last_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* A folder, and what macOS and Windows put beside files. */
static bool is_left_out(const char *path)
{
    const char *name = last_of(path);
    return !*name || *name == '.' || strncmp(path, "__MACOSX/", 9) == 0
           || lc_slice_is_nocase(lc_slice_of(name), "thumbs.db")
           || lc_slice_is_nocase(lc_slice_of(name), "desktop.ini");
}

/* inner: its name in a container that is the member; NULL: the member is it. */
static int add_table(struct archive *a, struct packed_table table, const char *inner,
                     struct lc_error *err)
{
    const char *name = last_of(a->zip.member[table.member].name);
    struct lc_text text = { 0 };
    if (a->count == LC_CONTAINER_TABLES)
        return lc_container_crowded(a->zip.file.name, err);
    lc_text_add(&text, name);
    if (inner)
        lc_text_addf(&text, ", %s", inner);
    int code = lc_text_check(&text, err);
    table.name = code ? NULL : lc_arena_text(a->zip.names, text.data, text.size);
    lc_text_free(&text);
    if (!code && !table.name)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = LC_GROW(a->table, a->room, a->count + 1, err);
    if (!code)
        a->table[a->count++] = table;
    return code;
}

static int add_tables(struct archive *a, size_t member, const lc_contained *contained,
                      struct lc_error *err)
{
    size_t count = contained ? lc_contained_count(contained) : 0;
    int code = LC_OK;
    struct packed_table one = { .member = member, .plain = !contained };
    if (count < 2)
        return add_table(a, one, NULL, err);
    for (; one.table < count && !code; one.table++) {
        one.hidden = lc_contained_hidden(contained, one.table);
        code = add_table(a, one, lc_contained_name(contained, one.table), err);
    }
    return code;
}

static int add_member(struct archive *a, size_t member, struct lc_error *err)
{
    struct lc_error why = { 0 };
    lc_contained *contained = NULL;
    struct packed_file *f = NULL;
    if (is_left_out(a->zip.member[member].name))
        return LC_OK;
    int code = open_file(&f, a, member, &why);
    if (!code)
        code = lc_contained_open(&contained, &f->file, &why);
    bool hopeless = code && (code != LC_FORMAT || a->zip.member[member].locked);
    code = hopeless ? lc_error_pass(err, code, &why)
                    : add_tables(a, member, contained, err);
    lc_contained_close(contained);
    if (f)
        close_file(f);
    return code;
}

/* --- as a container --------------------------------------------------------------- */

/* What is packed so and is no archive of tables. */
static int refuse_others(const struct lc_zip *zip, struct lc_error *err)
{
    static const struct {
        const char *part, *what;
    } others[] = {
        { "word/document.xml", "a Word document; save its table as .xlsx or CSV" },
        { "ppt/presentation.xml", "a presentation; save its table as .xlsx or CSV" },
        { "xl/workbook.bin", "a binary workbook (.xlsb); save it as .xlsx or CSV" },
        { "META-INF/MANIFEST.MF", "a Java archive, not a table" },
        { "AndroidManifest.xml", "an app, not a table" },
        { "Index/Document.iwa", "a workbook of Numbers; export it as .xlsx or CSV" },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (lc_zip_find(zip, others[i].part) < zip->count)
            return LC_FAIL(err, LC_FORMAT, "%s: this is %s", zip->file.name,
                           others[i].what);
    if (zip->file.read)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: an archive in an archive; unpack it, and give its files",
                       zip->file.name);
    return LC_OK;
}

static void close_archive(void *far)
{
    struct archive *a = far;
    if (!a)
        return;
    lc_zip_close(&a->zip);
    free(a->table);
    free(a);
}

static int open_archive(void **far, const struct lc_container_file *file,
                        struct lc_error *err)
{
    struct archive *a = lc_alloc(1, sizeof *a);
    *far = NULL;
    if (!a)
        return LC_FAIL_NOMEM(err);
    int code = lc_zip_open(&a->zip, file, err);
    if (!code)
        code = refuse_others(&a->zip, err);
    for (size_t i = 0; !code && i < a->zip.count; i++)
        code = add_member(a, i, err);
    if (code)
        close_archive(a);
    else
        *far = a;
    return code;
}

static size_t count_tables(const void *far)
{
    return ((const struct archive *)far)->count;
}

static const char *name_of(const void *far, size_t table)
{
    return ((const struct archive *)far)->table[table].name;
}

static bool is_plain(const void *far, size_t table)
{
    return ((const struct archive *)far)->table[table].plain;
}

static bool is_hidden(const void *far, size_t table)
{
    return ((const struct archive *)far)->table[table].hidden;
}

const struct lc_container lc_container_zip = {
    .name = "an archive",
    .is = lc_zip_is,
    .open = open_archive,
    .tables = count_tables,
    .table = name_of,
    .csv = open_csv,
    .plain = is_plain,
    .hidden = is_hidden,
    .close = close_archive,
};
