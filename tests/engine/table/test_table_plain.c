/* The quick way through a table against the general one. A quote anywhere sends a table
 * the general way: so each table is read as it is, and again with its last cell in
 * quotes, and nothing may differ. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "base/text.h"
#include "table/kernel_plain_inside.h"
#include "table/plain_bytes_inside.h"
#include "table/table.h"
#include "table/table_plain_inside.h"

TestSuite(plain, .init = lc_begin);

static void expect_same(const struct lc_frame *a, const struct lc_frame *b)
{
    cr_assert(eq(sz, a->n, b->n));
    cr_assert(eq(sz, a->count, b->count));
    for (size_t c = 0; c < a->count; c++) {
        const struct lc_column *x = a->column + c, *y = b->column + c;
        cr_assert(eq(str, x->name, y->name));
        cr_assert(eq(int, x->type, y->type), "%s", x->name);
        cr_assert(eq(int, memcmp(x->data, y->data, a->n * lc_type_size(x->type)), 0),
                  "%s", x->name);
        cr_assert(eq(sz, x->levels.count, y->levels.count));
        for (size_t l = 0; l < x->levels.count; l++)
            cr_assert(eq(str, x->levels.names[l], y->levels.names[l]));
        cr_assert(eq(u64, x->stray, y->stray), "%s", x->name);
        bool units =
            x->unit && y->unit ? !strcmp(x->unit, y->unit) : x->unit == y->unit;
        cr_assert(units, "%s", x->name);
    }
}

/* text ends with a row's cells before its last, which is then `last`. */
static void compare(const struct lc_text *text, const char *last)
{
    struct lc_text quoted = { 0 }, bare = { 0 };
    struct lc_frame a, b, c = { 0 };
    struct lc_error err = { 0 };
    bool done;
    lc_text_add_bytes(&bare, text->data, text->size);
    lc_text_add_bytes(&quoted, text->data, text->size);
    lc_text_add(&bare, last);
    lc_text_addf(&quoted, "\"%s\"\n", last);
    cr_assert(eq(int, lc_table_read_bytes(&a, "a", bare.data, bare.size, &err), LC_OK),
              "%s", err.text);
    cr_assert(
        eq(int, lc_table_read_bytes(&b, "b", quoted.data, quoted.size, &err), LC_OK),
        "%s", err.text);
    cr_assert(
        eq(int, lc_table_plain(&c, "c", quoted.data, quoted.size, &done, &err), LC_OK));
    cr_assert_not(done, "a quote is not for the quick way");
    cr_assert(
        eq(int, lc_table_plain(&c, "c", bare.data, bare.size, &done, &err), LC_OK));
    cr_assert(done, "this table is for the quick way");
    expect_same(&a, &b);
    expect_same(&c, &b);
    lc_frame_free(&a);
    lc_frame_free(&b);
    lc_frame_free(&c);
    lc_text_free(&bare);
    lc_text_free(&quoted);
}

static void add_cell(struct lc_text *t, struct lc_random *r, int kind, size_t row,
                     size_t rows)
{
    static const char *const words[] = { "alpha", "Beta", "g h", "NA ", "x", "1x" };
    static const char *const numbers[] = {
        "0.1", "-0", "1e5", "123456789012345678", "0.000000000000000000001234",
        "+7",  ".5", "3.",  "99999999999999.9",   "2.2250738585072014e-308",
    };
    uint64_t any = lc_random_below(r, 100000);
    if (any % 17 == 0) {
        lc_text_add(t, any % 2 ? "" : "NA");
        return;
    }
    switch (kind) {
    case 0: /* wider and wider */
        lc_text_addf(t, "%d", (int)((int64_t)any * (int64_t)row / 40000));
        return;
    case 1:
        lc_text_addf(t, "%s%d.%05d", any % 3 ? "" : "-", (int)(any % 97), (int)any);
        return;
    case 2:
        lc_text_add(t, numbers[any % 10]);
        return;
    case 3:
        lc_text_add(t, words[any % 6]);
        return;
    case 4:
        lc_text_addf(t, "20%02d-%02d-%02d", (int)(any % 30), 1 + (int)(any % 12),
                     1 + (int)(any % 28));
        return;
    case 5: /* numbers, and one text near the end */
        lc_text_addf(t, row == rows - 9 ? "late" : "%d", (int)any);
        return;
    case 6: /* dates, then numbers */
        lc_text_addf(t, row < rows / 2 ? "2020-01-%02d" : "%d", 1 + (int)(any % 28));
        return;
    case 7: /* nothing for long, then a date */
        if (row > rows - 50)
            lc_text_add(t, "2021-02-03");
        return;
    case 8: /* very many texts */
        lc_text_addf(t, "t%d", (int)any);
        return;
    default: /* whole, but one */
        lc_text_addf(t, row == rows / 3 ? "%d.5" : " %d ", (int)(any % 200));
    }
}

enum { KINDS = 10 };

static void random_table(uint64_t seed, size_t rows, const char *line_end)
{
    struct lc_text t = { 0 };
    struct lc_random r;
    lc_random_init(&r, seed, 0);
    for (int k = 0; k < KINDS; k++)
        lc_text_addf(&t, "k%d,", k);
    lc_text_addf(&t, "last%s", line_end);
    for (size_t i = 0; i < rows; i++) {
        for (int k = 0; k < KINDS; k++) {
            add_cell(&t, &r, k, i, rows);
            lc_text_add(&t, ",");
        }
        if (i + 1 < rows)
            lc_text_addf(&t, "%d%s", (int)(i % 7), line_end);
        if (i % 100 == 50 && i + 1 < rows)
            lc_text_add(&t, line_end); /* a blank line is no row */
    }
    compare(&t, "4");
    lc_text_free(&t);
}

Test(plain, small_tables_are_the_same)
{
    for (uint64_t seed = 0; seed < 60; seed++)
        random_table(seed, 1 + seed * 3, seed % 2 ? "\n" : "\r\n");
}

/* Several pieces, each with its own idea of a column. */
Test(plain, tables_of_several_pieces_are_the_same)
{
    random_table(7, 40000, "\n");
    random_table(8, 25000, "\r\n");
}

/* A line across the end of a piece, wherever in the line that is. */
Test(plain, pieces_meet_at_any_byte)
{
    for (size_t shift = 0; shift < 14; shift++) {
        struct lc_text t = { 0 };
        lc_text_add(&t, "a,b\n");
        for (size_t i = 0; i < shift; i++)
            lc_text_add(&t, " ");
        while (t.size < (1 << 20) + 4000)
            lc_text_addf(&t, "%zu,%zu.25\n", t.size, t.size % 1000);
        lc_text_add(&t, "1,");
        compare(&t, "2");
        lc_text_free(&t);
    }
}

/* Rows of exactly so many bytes: a piece ends before, within and behind a line's end.
 */
Test(plain, rows_on_both_sides_of_a_piece)
{
    for (int way = 0; way < 2; way++)
        for (size_t size = LC_PIECE; size <= LC_PIECE + 5; size += 1 + size % 2) {
            struct lc_text t = { 0 };
            const char *end = way ? "\r\n" : "\n";
            lc_text_addf(&t, "a,b%s", end);
            size_t head = t.size, more = strlen(end) + strlen("1,2");
            while (head + size - t.size > 1100)
                lc_text_addf(&t, "%zu,%1000zu%s", t.size, t.size % 1000, end);
            lc_text_add(&t, "7,8");
            while (t.size + more < head + size)
                lc_text_add(&t, " ");
            lc_text_addf(&t, "%s1,", end);
            compare(&t, "2");
            lc_text_free(&t);
        }
}

static int line_of_fault(const char *text, size_t size, char *said)
{
    struct lc_frame frame;
    struct lc_error err = { 0 };
    int code = lc_table_read_bytes(&frame, "t", text, size, &err);
    strcpy(said, err.text);
    return code;
}

/* What is wrong far into a long table is said in the general way's words. */
Test(plain, a_fault_has_its_line)
{
    char said[240];
    struct lc_text t = { 0 };
    lc_text_add(&t, "a,b\n");
    for (size_t i = 2; i < 150000; i++)
        lc_text_addf(&t, "%zu,1.5\n", i);
    lc_text_add(&t, "1,2,3\n5,6\n");
    cr_assert(eq(int, line_of_fault(t.data, t.size, said), LC_FORMAT));
    cr_assert_not_null(strstr(said, "line 150000:"), "%s", said);
    cr_assert_not_null(strstr(said, "not as many fields"), "%s", said);
    lc_text_free(&t);
}

static bool plain(const char *text)
{
    return lc_is_plain(strlen(text), text);
}

Test(plain, what_is_plain)
{
    char text[9000];
    cr_assert(plain("") && plain("a,b\r\nc") && plain("x\r"));
    cr_assert_not(plain("a\"b") || plain("\"") || plain("a\rb"));
    cr_assert_not(plain("caf\xc3\xa9") || plain("\x80"));
    cr_assert_not(lc_is_plain(3, "a\0b") || lc_is_plain(2, "a"));
    for (size_t at = 0; at < sizeof text; at += 61) {
        memset(text, 'a', sizeof text);
        cr_assert(lc_is_plain(sizeof text, text));
        text[at] = '"';
        cr_assert_not(lc_is_plain(sizeof text, text), "%zu", at);
    }
}
