/* A table read in a cage is the table read here: rows, header, titles, counts, errors;
 * and whatever becomes of the reader, or whatever it says, is an error that says so. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/file.h"
#include "support/sheet.h"
#include "table/csv_cage.h"
#include "table/csv_wire_inside.h"

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

TestSuite(csv_cage, .init = begin, .fini = finish);

static char *file(const char *name, const char *data, size_t size)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_assert(zero(int, lc_file_write(path, true, data, size, NULL)));
    return strdup(path);
}

static struct lc_text long_file(void)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "a,b,c\n");
    for (int i = 0; i < 60000; i++)
        lc_text_addf(&text, "%d,%s,\"x, \"\"%d\"\"\"\n", i, i % 7 ? "word" : "Zo\xeb",
                     i % 1000 * 7);
    return text;
}

static struct lc_text wide_file(void)
{
    struct lc_text text = { 0 };
    for (int line = 0; line < 3; line++)
        for (int i = 0; i < LC_CSV_COLUMNS + (line == 2); i++)
            lc_text_addf(&text, "c%d%c", i,
                         i == LC_CSV_COLUMNS - (line < 2) ? '\n' : ',');
    for (int i = 0; i < LC_CSV_LINE + 10; i++)
        lc_text_add(&text, "z");
    lc_text_add(&text, "\n1,2\n");
    return text;
}

static bool equal(struct lc_slice a, struct lc_slice b)
{
    return a.size == b.size && (!a.size || memcmp(a.data, b.data, a.size) == 0);
}

/* Everything that may be asked of a csv. */
static void same(lc_csv *here, lc_csv *far, int skip)
{
    const struct lc_csv_row *a, *b;
    for (; skip; skip--) {
        bool none_a, none_b;
        int code = lc_csv_header_next(here, &none_a, NULL);
        cr_assert(eq(int, lc_csv_header_next(far, &none_b, NULL), code));
        if (code)
            return;
        cr_assert(eq(int, none_a, none_b));
    }
    a = lc_csv_header(here), b = lc_csv_header(far);
    cr_assert(eq(sz, lc_csv_titles(here), lc_csv_titles(far)));
    for (bool header = true;; header = false) {
        if (!header) {
            cr_assert(zero(int, lc_csv_next(here, &a, NULL)));
            cr_assert(zero(int, lc_csv_next(far, &b, NULL)));
            cr_assert(eq(int, !a, !b));
        }
        if (!a)
            break;
        cr_assert(eq(u64, a->line, b->line));
        cr_assert(eq(int, a->trouble, b->trouble));
        cr_assert(eq(int, a->converted, b->converted));
        bool fields = a->trouble == LC_CSV_FINE || a->trouble == LC_CSV_RAGGED;
        cr_assert(eq(sz, fields ? a->count : 0, b->count));
        for (size_t i = 0; i < b->count; i++)
            cr_assert(eq(int, equal(a->field[i], b->field[i]), 1));
    }
    struct lc_csv_counts x = lc_csv_counts(here), y = lc_csv_counts(far);
    cr_assert(zero(int, memcmp(&x, &y, sizeof x)));
}

Test(csv_cage, as_if_read_here)
{
    struct lc_text tall = long_file(), wide = wide_file();
    static const char *const small[] = {
        "",
        "\n\n",
        "a,b\n",
        "a;b\r\n1;2\r\n3\r\n",
        "\xef\xbb\xbf"
        "a,b\n1,\xe9t\xe9\n",
        "a title\n\na,b\n1,2\n",
        "a,b\n1,\"2\nstray\n3,4\n",
        "a,b\n\"1\n1\",2\n5,6",
        "sep=\t\na\tb\n1\t2\n",
        "PK\3\4",
        "a,\"b\nnever closed",
        "a,b\n1,\x01\x81\n",
    };
    enum { SMALL = sizeof small / sizeof *small, FILES = SMALL + 2 };
    char *path[FILES];
    for (size_t i = 0; i < SMALL; i++) {
        char name[16];
        snprintf(name, sizeof name, "s%zu.csv", i);
        path[i] = file(name, small[i], strlen(small[i]));
    }
    path[SMALL] = file("tall.csv", tall.data, tall.size);
    path[SMALL + 1] = file("wide.csv", wide.data, wide.size);
    lc_csv_cage *cage;
    cr_assert(zero(int, lc_csv_cage_start(&cage, FILES, path, NULL, NULL)));
    for (size_t round = 0; round < 3 * FILES; round++) {
        struct lc_error why_here = { 0 }, why_far = { 0 };
        lc_csv *here, *far;
        size_t i = round * 5 % FILES;
        int code = lc_csv_open_table(&here, path[i], 0, NULL, &why_here);
        cr_assert(eq(int, lc_csv_cage_open(&far, cage, i, 0, &why_far), code), "%s: %s",
                  path[i], why_far.text);
        cr_assert(eq(str, why_here.text, why_far.text));
        if (!code)
            same(here, far, (int)(round % 3));
        lc_csv_close(far);
        lc_csv_close(here);
    }
    lc_csv_cage_stop(cage);
    for (size_t i = 0; i < FILES; i++)
        free(path[i]);
    lc_text_free(&tall);
    lc_text_free(&wide);
}

/* A file that is left in its middle owes an answer, which is not the next file's. */
Test(csv_cage, left_in_the_middle)
{
    struct lc_text tall = long_file();
    char *path[] = { file("tall.csv", tall.data, tall.size),
                     file("b.csv", "x\n1\n", 4) };
    lc_csv_cage *cage;
    cr_assert(zero(int, lc_csv_cage_start(&cage, 2, path, NULL, NULL)));
    for (int rows = 1; rows < 40000; rows = rows * 3 + 1) {
        lc_csv *csv;
        const struct lc_csv_row *row;
        cr_assert(zero(int, lc_csv_cage_open(&csv, cage, 0, 0, NULL)));
        for (int i = 0; i < rows; i++)
            cr_assert(zero(int, lc_csv_next(csv, &row, NULL)));
        lc_csv_close(csv);
        cr_assert(zero(int, lc_csv_cage_open(&csv, cage, 1, 0, NULL)));
        cr_assert(zero(int, lc_csv_next(csv, &row, NULL)));
        cr_assert(eq(u64, row->line, 2));
        cr_assert(zero(int, lc_csv_next(csv, &row, NULL)));
        cr_assert(row == NULL);
        lc_csv_close(csv);
    }
    lc_csv_cage_stop(cage);
    free(path[0]);
    free(path[1]);
    lc_text_free(&tall);
}

/* BLAKE2b-256 of "abc". */
Test(csv_cage, digest)
{
    static const unsigned char wanted[] = "\xbd\xdd\x81\x3c\x63\x42\x39\x72";
    char *path[] = { file("abc", "abc", 3) };
    unsigned char digest[LC_DIGEST];
    lc_csv_cage *cage;
    cr_assert(zero(int, lc_csv_cage_start(&cage, 1, path, NULL, NULL)));
    cr_assert(zero(int, lc_csv_cage_digest(cage, 0, digest, NULL)));
    cr_assert(zero(int, memcmp(digest, wanted, 8)));
    lc_csv_cage_stop(cage);
    free(path[0]);
}

/* --- a reader that is stopped ----------------------------------------------------- */

static pid_t only_child(void)
{
    char path[64], text[64] = "";
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *children = fopen(path, "r");
    cr_assert(children != NULL);
    cr_assert(fgets(text, sizeof text, children) != NULL);
    fclose(children);
    return (pid_t)atoi(text);
}

static void stopped_by(int number, int wanted, const char *words)
{
    struct lc_text tall = long_file();
    char *path[] = { file("tall.csv", tall.data, tall.size) };
    struct lc_error err = { 0 };
    const struct lc_csv_row *row = NULL;
    lc_csv_cage *cage;
    lc_csv *csv;
    cr_assert(zero(int, lc_csv_cage_start(&cage, 1, path, NULL, NULL)));
    cr_assert(zero(int, lc_csv_cage_open(&csv, cage, 0, 0, NULL)));
    kill(only_child(), number);
    int code = LC_OK;
    while (!code && !(code = lc_csv_next(csv, &row, &err)) && row)
        ;
    cr_expect(eq(int, code, wanted), "%s", err.text);
    cr_expect(strstr(err.text, words) != NULL, "%s", err.text);
    cr_expect(strstr(err.text, "tall.csv: the reader of it was stopped") != NULL);
    lc_csv_close(csv);
    lc_csv_cage_stop(cage);
    free(path[0]);
    lc_text_free(&tall);
}

Test(csv_cage, forbidden)
{
    stopped_by(SIGSYS, LC_REFUSED, "what no reader needs");
}

Test(csv_cage, crashed)
{
    stopped_by(SIGTRAP, LC_FORMAT, "crashed (signal 5)"); /* sanitizers take SIGSEGV */
}

Test(csv_cage, killed)
{
    stopped_by(SIGKILL, LC_NOMEM, "out of memory");
}

/* --- whatever a reader says ------------------------------------------------------- */

static bool takes(const char *data, size_t size)
{
    struct lc_wire_rest rest = { data, size };
    struct lc_wire_fields fields = { 0 };
    struct lc_csv_row row;
    bool taken = lc_wire_take_row(&rest, &row, &fields);
    free(fields.field);
    return taken && !rest.size;
}

/* A row is itself, and no part of one is a row. */
Test(csv_cage, rows_cut_short)
{
    const struct lc_slice field[] = { { "abc", 3 }, { "", 0 }, { "de", 2 } };
    const struct lc_csv_row row = { .line = 9, .count = 3, .field = field };
    struct lc_wire_block block = { 0 };
    cr_assert(zero(int, lc_wire_put_row(&block, &row, NULL)));
    cr_assert(takes(block.data, block.size));
    for (size_t size = 0; size < block.size; size++) {
        char *part = malloc(size + 1);
        memcpy(part, block.data, size);
        cr_expect(zero(int, takes(part, size)), "of %zu bytes", size);
        free(part);
    }
    free(block.data);
}

/* Heads that no reader writes: counts and sizes beyond the body, troubles that there
 * are not, fields of a row that has none. */
Test(csv_cage, rows_made_up)
{
    static const struct {
        uint64_t line;
        uint32_t count;
        uint16_t trouble, converted;
        uint32_t size[2];
    } heads[] = {
        { 1, UINT32_MAX, 0, 0, { 0, 0 } },
        { 1, LC_CSV_COLUMNS + 1, 0, 0, { 0, 0 } },
        { 1, 2, 0, 0, { UINT32_MAX, 1 } },
        { 1, 2, 0, 0, { 0, 1 } },
        { 1, 2, LC_CSV_TROUBLES, 0, { 0, 0 } },
        { 1, 2, LC_CSV_QUOTE, 0, { 0, 0 } },
        { 1, 2, 0, 2, { 0, 0 } },
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        cr_expect(zero(int, takes((const char *)&heads[i], sizeof heads[i])),
                  "head %zu", i);
}

/* Words of a reader are no orders to a terminal, and its codes are those of a reader.
 */
Test(csv_cage, words)
{
    struct lc_wire_block block = { 0 };
    struct lc_error said = { .text = "it\033[2J is\n not\x7f CSV" }, err = { 0 };
    cr_assert(zero(int, lc_wire_put_fail(&block, LC_FORMAT, &said, NULL)));
    const struct lc_wire_rest rest = { block.data, block.size };
    cr_expect(eq(int, lc_wire_take_fail(rest, &err), LC_FORMAT));
    cr_expect(eq(str, err.text, "it[2J is not CSV"));
    block.size = 0;
    cr_assert(zero(int, lc_wire_put_fail(&block, LC_OK, &said, NULL)));
    cr_expect(eq(int, lc_wire_take_fail(rest, NULL), LC_DAMAGED));
    free(block.data);
}

/* What is none of a reader's is told before there is one. */
Test(csv_cage, no_such_files)
{
    struct lc_error err = { 0 };
    char *path[] = { file("a.csv", "a\n", 2), NULL };
    lc_csv_cage *cage;
    path[1] = "/tmp/latecare-is-not-there.csv";
    cr_expect(eq(int, lc_csv_cage_start(&cage, 2, path, NULL, NULL), LC_ABSENT));
    path[1] = folder;
    cr_expect(eq(int, lc_csv_cage_start(&cage, 2, path, NULL, NULL), LC_FORMAT));
    path[1] = "/dev/null";
    cr_expect(eq(int, lc_csv_cage_start(&cage, 2, path, NULL, &err), LC_FORMAT));
    cr_expect(strstr(err.text, "more than once") != NULL, "%s", err.text);
    cr_assert(cage == NULL);
    free(path[0]);
}
