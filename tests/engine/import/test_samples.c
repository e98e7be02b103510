/* An extract of every schema: datasets/samples/ANSWERS.csv says what must come of each,
 * worked out by hand. Those that tell what others do, and are led by them, are in a
 * store of their own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/number.h"
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

TestSuite(samples, .init = begin, .fini = end);

static const char *const led[] = { "annex_a_", "csc_api_" };
enum { LED = sizeof led / sizeof *led };

/* Which store an extract goes to: 0, or one of those that are led. */
static size_t store_of_sample(const char *schema)
{
    for (size_t k = 0; k < LED; k++)
        if (strncmp(schema, led[k], strlen(led[k])) == 0)
            return k + 1;
    return 0;
}

static void add_of(size_t store)
{
    char path[512];
    for (size_t i = 0; i < lc_schemas_count(im.schemas); i++) {
        const char *name = lc_schemas_at(im.schemas, i)->name;
        snprintf(path, sizeof path, "datasets/samples/%s.csv", name);
        if (store_of_sample(name) == store)
            imports_add_path(&im, path);
    }
}

static void add_all(void)
{
    char path[512];
    for (size_t i = 0; i < lc_schemas_count(im.schemas); i++) {
        snprintf(path, sizeof path, "datasets/samples/%s.csv",
                 lc_schemas_at(im.schemas, i)->name);
        imports_add_path(&im, path);
    }
}

/* "cin 2; referral 3": the events still said that come from the file, by history. */
static void events_of(const char *schema, char *out, size_t room)
{
    size_t at = 0;
    out[0] = 0;
    for (size_t k = 0; k < im.store.histories; k++) {
        const struct lc_history *h = &im.store.history[k];
        size_t n = 0;
        for (size_t i = 0; i < h->n; i++)
            n += h->known_to[i] == LC_OPEN
                 && strcmp(im.store.source[h->file[i]].schema, schema) == 0;
        if (n)
            at += (size_t)snprintf(out + at, room - at, "%s%s %zu", at ? "; " : "",
                                   h->name, n);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The same list in order of name. */
static void sort_list(struct lc_slice text, char *out)
{
    char copy[256], *part[16], *at = copy;
    size_t n = 0;
    memcpy(copy, text.data, text.size);
    copy[text.size] = out[0] = 0;
    while (text.size && n < 16) {
        part[n++] = at;
        char *next = strstr(at, "; ");
        if (!next)
            break;
        *next = 0;
        at = next + 2;
    }
    qsort(part, n, sizeof *part, by_text);
    for (size_t i = 0; i < n; i++)
        strcat(strcat(out, i ? "; " : ""), part[i]);
}

static void check_answer(const struct lc_csv_row *row)
{
    char name[64], want[256], got[256];
    int64_t count[6];
    snprintf(name, sizeof name, "%.*s", (int)row->field[0].size, row->field[0].data);
    for (size_t i = 0; i < 6; i++)
        cr_assert(
            eq(int, lc_integer_parse(row->field[i + 1], 0, 100, &count[i]), LC_OK));
    snprintf(got, sizeof got, "%s.csv", name);
    const struct lc_import_file *f = imports_file(&im, got);
    cr_expect_str_eq(f->schema->name, name);
    cr_expect(eq(long, (long)f->rows, (long)count[0]), "rows of %s", name);
    cr_expect(eq(long, (long)f->taken, (long)count[1]), "taken of %s", name);
    cr_expect(eq(long, (long)f->unchanged, (long)count[2]), "unchanged of %s", name);
    cr_expect(eq(long, (long)f->corrected, (long)count[3]), "corrected of %s", name);
    cr_expect(eq(long, (long)f->rejected, (long)count[4]), "rejected of %s", name);
    cr_expect(eq(long, (long)f->findings, (long)count[5]), "findings of %s", name);
    sort_list(row->field[7], want);
    events_of(name, got, sizeof got);
    cr_expect_str_eq(got, want, "events of %s: %s", name, got);
}

Test(samples, every_schema_has_its_answers)
{
    lc_csv *csv;
    const struct lc_csv_row *row;
    struct lc_error err = { 0 };
    char name[64];
    size_t answers = 0;
    for (size_t store = 0; store <= LED; store++) {
        imports_anew(&im);
        add_of(store);
        cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
        cr_assert(eq(int, lc_csv_open(&csv, "datasets/samples/ANSWERS.csv", &err), 0));
        while (!lc_csv_next(csv, &row, &err) && row) {
            snprintf(name, sizeof name, "%.*s", (int)row->field[0].size,
                     row->field[0].data);
            if (store_of_sample(name) != store)
                continue;
            check_answer(row);
            answers++;
        }
        lc_csv_close(csv);
    }
    cr_expect(eq(sz, answers, lc_schemas_count(im.schemas)),
              "an answer for every schema");
}

/* Again, with the files in another order: nothing is new. */
Test(samples, again)
{
    add_all();
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
    char *before = imports_dump(&im, NULL, true);
    add_all();
    for (size_t i = 0; i < im.files / 2; i++) {
        char *swap = im.file[i];
        im.file[i] = im.file[im.files - 1 - i];
        im.file[im.files - 1 - i] = swap;
    }
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
    cr_expect(not(im.result.changed));
    for (size_t i = 0; i < im.result.count; i++)
        cr_expect(eq(ulong, im.result.file[i].unchanged,
                     im.result.file[i].rows - im.result.file[i].rejected),
                  "%s", im.result.file[i].path);
    char *after = imports_dump(&im, NULL, true);
    cr_expect_str_eq(before, after);
    free(before);
    free(after);
}
