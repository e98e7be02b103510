/* Memory runs out at every point of reading nested files: it says so, gives no table
 * and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>

#include "base/begin.h"
#include "base/file.h"
#include "support/sheet.h"
#include "table/tables.h"

#include "fault/fault.h"

static char *folder;

static void begin(void)
{
    lc_begin();
    folder = folder_new();
}

static void finish(void)
{
    folder_remove(folder);
}

TestSuite(nested_fault, .init = begin, .fini = finish);

static const char *const id_also[] = { "la_child_id" };
static const struct lc_layout_column columns[] = {
    { .name = "CHILD", .also = id_also, .also_count = 1, .shared = true },
    { .name = "day" },
    { .name = "code" },
};
static const size_t has[] = { 2 };
static const struct lc_tree_layout some[] = {
    { "spells", "RETURN", NULL, "SPELL", 3, columns, 0, NULL },
    { "codes", "RETURN", NULL, "SPELL", 3, columns, 1, has },
    { "children", NULL, NULL, NULL, 3, columns, 0, NULL },
    { "plans", NULL, NULL, "plans", 3, columns, 0, NULL },
};
static const struct lc_layouts layouts = { 4, some };

static const char xml[] = "<RETURN><K><SPELL><day>1</day><code>a</code><code>b</code>"
                          "</SPELL><CHILD>1</CHILD></K><K><SPELL><day>2</day></SPELL>"
                          "</K></RETURN>";
static const char json[] = "[{\"la_child_id\": 1, \"plans\": [{\"day\": 1, \"code\": "
                           "[\"a\", \"b\"]}]}, {\"la_child_id\": 2}]";

/* All tables; the first error. */
static int read_all(const char *path)
{
    struct lc_tables tables = { 0 };
    const struct lc_csv_row *row;
    int code = lc_tables_list(&tables, path, &layouts, NULL);
    for (size_t i = 0; i < tables.count && !code; i++) {
        lc_csv *csv;
        code = lc_csv_open_table(&csv, path, i, &layouts, NULL);
        while (!code && !(code = lc_csv_next(csv, &row, NULL)) && row)
            ;
        lc_csv_close(csv);
    }
    lc_tables_free(&tables);
    return code;
}

static bool survives(const char *path, long at, bool stays)
{
    fault_begin(at, stays);
    int code = read_all(path);
    bool reached = fault_end();
    cr_assert(code == LC_NOMEM || (code == LC_OK && !reached), "allocation %ld: %d", at,
              code);
    cr_assert(fault_held == 0, "allocation %ld: %ld blocks left", at, fault_held);
    return reached;
}

static void run(const char *name, const char *text, size_t size)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_assert(zero(int, lc_file_write(path, true, text, size, NULL)));
    cr_assert(zero(int, read_all(path))); /* what libraries make once is made */
    for (int stays = 0; stays < 2; stays++) {
        long at = 0;
        while (survives(path, at, stays))
            at++;
        cr_assert(at > 50, "%ld", at);
    }
}

Test(nested_fault, xml)
{
    run("r.xml", xml, sizeof xml - 1);
}

Test(nested_fault, json)
{
    run("p.json", json, sizeof json - 1);
}
