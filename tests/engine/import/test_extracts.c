/* What each schema makes of a small extract, worked out by hand:
 * tests/extracts/NAME.txt says what datasets/samples/NAME.csv, imported alone (or with
 * those that its rows hang on), gives to the histories, in the form of imports_dump().
 *
 *     received 2024-04-01
 *     year 2023                                   the collection year, if it is told
 *     with ssd_person ssd_send                    what its rows hang on
 *     counts 1 1 0 0 0 0                          rows taken unchanged corrected rejected findings
 *     sdq 2023-10-01 - known 2023-10-08 - level 17
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/file.h"
#include "base/text.h"
#include "support/imports.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(extracts, .init = begin, .fini = end);

static void add_sample(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "datasets/samples/%s.csv", name);
    imports_add_path(&im, path);
}

/* What the files of the schema have given, a line an event, in order. */
static char *given_by(const struct lc_schema *schema)
{
    struct lc_text out = { 0 };
    char *all = imports_dump(&im, NULL, false);
    for (char *line = strtok(all, "\n"); line; line = strtok(NULL, "\n")) {
        bool mine = false;
        for (unsigned f = 0; f < schema->feeds_count; f++) {
            size_t size = strlen(schema->feeds[f].history);
            mine |=
                strncmp(line, schema->feeds[f].history, size) == 0 && line[size] == ' ';
        }
        if (mine)
            lc_text_addf(&out, "%s\n", line);
    }
    free(all);
    lc_text_add(&out, "");
    return out.data;
}

/* The head of a case, a line at a time, up to the events, which it returns. */
static char *read_head(char *at, char *received, unsigned *counts)
{
    for (char *next; (next = strchr(at, '\n')); at = next + 1) {
        *next = 0;
        if (sscanf(at, "received %15s", received) == 1
            || sscanf(at, "year %d", &im.options.year) == 1)
            continue;
        if (strncmp(at, "with ", 5) == 0) {
            for (char *name = strtok(at + 5, " "); name; name = strtok(NULL, " "))
                add_sample(name);
            continue;
        }
        cr_assert(eq(int,
                     sscanf(at, "counts %u %u %u %u %u %u", counts, counts + 1,
                            counts + 2, counts + 3, counts + 4, counts + 5),
                     6),
                  "%s", at);
        return next + 1;
    }
    cr_fatal("a case without its counts");
    return at;
}

static bool check_case(const struct lc_schema *schema)
{
    char path[256], received[16] = "";
    unsigned want[6];
    char *text;
    size_t size;
    snprintf(path, sizeof path, "tests/extracts/%s.txt", schema->name);
    if (!lc_file_exists(path))
        return false;
    cr_assert(eq(int, lc_file_read(path, 1 << 16, &text, &size, &im.err), 0), "%s",
              im.err.text);
    imports_anew(&im);
    im.options.year = 0;
    char *events = read_head(text, received, want);
    add_sample(schema->name);
    imports_take(&im, received);
    snprintf(path, sizeof path, "%s.csv", schema->name);
    const struct lc_import_file *f = imports_file(&im, path);
    const uint64_t got[6] = { f->rows,      f->taken,    f->unchanged,
                              f->corrected, f->rejected, f->findings };
    for (size_t i = 0; i < 6; i++)
        cr_expect(eq(ulong, got[i], want[i]), "count %zu of %s", i, schema->name);
    char *given = given_by(schema);
    cr_expect_str_eq(given, events, "%s\n%s%s", schema->name, given, events);
    free(given);
    free(text);
    return true;
}

Test(extracts, each_gives_what_it_says)
{
    size_t cases = 0;
    for (size_t i = 0; i < lc_schemas_count(im.schemas); i++)
        cases += check_case(lc_schemas_at(im.schemas, i));
    cr_expect(lt(sz, 70, cases), "%zu", cases);
}
