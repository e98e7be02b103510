/* Text out: CSV cells that no spreadsheet runs, HTML that no browser runs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"

static void cell_is(const char *raw, const char *expected)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "");
    lc_text_add_cell(&text, lc_slice_of(raw));
    cr_assert_str_eq(text.data, expected);
    lc_text_free(&text);
}

Test(text, cells_are_quoted_and_neutralised)
{
    cell_is("plain", "plain");
    cell_is("", "");
    cell_is("a,b", "\"a,b\"");
    cell_is("say \"no\"", "\"say \"\"no\"\"\"");
    cell_is("two\nlines", "\"two\nlines\"");
    cell_is(" kept ", "\" kept \"");
    cell_is("=1+1", "'=1+1");
    cell_is("@cmd", "'@cmd");
    cell_is("+44", "+44");   /* a number is a number */
    cell_is("-3.5", "-3.5"); /* likewise */
    cell_is("-x", "'-x");
    cell_is("\tx", "'\tx");
    cell_is("=a,b", "\"'=a,b\"");
    cell_is(" =1+1", "\"' =1+1\""); /* a blank before it is no shelter */
    cell_is("\n@x", "\"'\n@x\"");
    cell_is(" -5", "\" -5\"");
    cell_is("\uff1d1+1", "'\uff1d1+1"); /* = of a broad keyboard */
    cell_is("\uff08x", "\uff08x");      /* a bracket of one */
}

Test(text, html_is_escaped)
{
    struct lc_text text = { 0 };
    lc_text_add_html(&text, lc_slice_of("<a href='x'>&\"</a>"));
    cr_assert_str_eq(text.data, "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
    lc_text_free(&text);
}

/* Red letters, a line turned round, a NUL: in all three ways out they are U+FFFD. */
Test(text, what_would_do_something_is_shown_instead)
{
    static const char raw[] = "a\x1b[31m\u202eb\0c";
    const struct lc_slice slice = { raw, sizeof raw - 1 };
    struct lc_text shown = { 0 }, cell = { 0 }, html = { 0 };
    lc_text_add_shown(&shown, slice);
    lc_text_add_cell(&cell, slice);
    lc_text_add_html(&html, slice);
    cr_assert_str_eq(shown.data, "a\ufffd[31m\ufffdb\ufffdc");
    cr_assert_str_eq(cell.data, shown.data);
    cr_assert_str_eq(html.data, shown.data);
    lc_text_free(&shown);
    lc_text_free(&cell);
    lc_text_free(&html);
}

/* What ends a line, or leaps along it, is written out; nothing else of a name is. */
Test(text, a_name_stays_within_its_line)
{
    struct lc_text text = { 0 };
    lc_text_add_inline(&text, "a\nb\r\tc\n");
    lc_text_add_inline(&text, "");
    lc_text_add_inline(&text, "d\\n \xc3\xa9");
    cr_assert_str_eq(text.data, "a\\nb\\r\\tc\\nd\\n \xc3\xa9");
    lc_text_free(&text);
}

Test(text, json_keeps_what_a_terminal_would_obey_by_its_number)
{
    char *printed = NULL;
    json_t *one = json_pack("[s]", "a\xc2\x9b"
                                   "31m\u202e\U000e0041\u0645\x7f"),
           *again;
    cr_assert_eq(lc_json_print(one, &printed, NULL), 0);
    cr_assert_str_eq(strchr(printed, '"'),
                     "\"a\\u009b31m\\u202e\\udb40\\udc41\u0645\\u007f\"\n]");
    cr_assert_eq(lc_json_parse(printed, strlen(printed), &again, NULL), 0);
    cr_assert(json_equal(one, again));
    json_decref(one);
    json_decref(again);
    free(printed);
}

Test(text, numbers_and_missing)
{
    struct lc_text text = { 0 };
    lc_text_add_number(&text, 0.25, "");
    lc_text_add(&text, ";");
    lc_text_add_number(&text, NAN, "none");
    cr_assert_str_eq(text.data, "0.25;none");
    cr_assert_eq(text.size, strlen(text.data));
    lc_text_free(&text);
}

Test(text, an_arena_keeps_its_memory_over_a_reset)
{
    lc_arena *arena = lc_arena_new();
    char *first = lc_arena_text(arena, "abc", 3);
    cr_assert_str_eq(first, "abc");
    cr_assert_not_null(lc_arena_alloc(arena, 200000));
    lc_arena_reset(arena);
    cr_assert_eq(lc_arena_text(arena, "x", 1), first);
    lc_arena_free(arena);
}

/* Texts of a little less than a block of 64 KiB, of one, of a little more, by turns
 * with small ones: none lies over another. */
Test(text, an_arena_holds_texts_on_both_sides_of_a_block)
{
    enum { TEXTS = 72, BLOCK = 64 << 10 };
    static const size_t sizes[] = { BLOCK - 33, BLOCK - 17, BLOCK - 16, BLOCK - 1,
                                    BLOCK,      BLOCK + 1,  100,        3 };
    static char data[2 * BLOCK];
    char *kept[TEXTS];
    lc_arena *arena = lc_arena_new();
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < TEXTS; i++) {
            memset(data, 'A' + i, sizeof data);
            kept[i] = lc_arena_text(arena, data, sizes[i * 5 % 8]);
            cr_assert_not_null(kept[i]);
        }
        for (int i = 0; i < TEXTS; i++) {
            memset(data, 'A' + i, sizeof data);
            cr_assert_eq(strlen(kept[i]), sizes[i * 5 % 8]);
            cr_assert_eq(memcmp(kept[i], data, sizes[i * 5 % 8]), 0);
        }
        lc_arena_reset(arena);
    }
    lc_arena_free(arena);
}

/* RFC 8259, section 6: a number is digits, or there is none. */
Test(json, numbers_without_a_json_form_are_null)
{
    const double values[] = { 1.5, INFINITY, -INFINITY, NAN };
    double back[4] = { 0 };
    json_t *object = json_object();
    char *text;
    cr_assert(lc_json_put(object, "v", lc_json_numbers(4, values)));
    cr_assert_eq(lc_json_print(object, &text, NULL), LC_OK);
    cr_assert_str_eq(text, "{\n \"v\": [\n  1.5,\n  null,\n  null,\n  null\n ]\n}");
    free(text);
    cr_assert_eq(lc_json_get_numbers(object, "v", 4, back, NULL), LC_OK);
    cr_assert(back[0] == 1.5 && isnan(back[1]) && isnan(back[2]) && isnan(back[3]));
    json_decref(object);
}

/* Files of earlier programs have them as texts. */
Test(json, infinities_of_earlier_files_are_read)
{
    double back[2] = { 0 };
    json_t *object = NULL;
    cr_assert_eq(lc_json_parse("{\"v\": [\"inf\", \"-inf\"]}", 22, &object, NULL),
                 LC_OK);
    cr_assert_eq(lc_json_get_numbers(object, "v", 2, back, NULL), LC_OK);
    cr_assert(back[0] == INFINITY && back[1] == -INFINITY);
    struct lc_error err = { 0 };
    cr_assert_eq(lc_json_get_number(object, "absent", back, &err), LC_FORMAT);
    cr_assert_str_eq(err.text, "'absent' is missing or not a number");
    json_decref(object);
}

Test(json, errors_have_a_position)
{
    json_t *value;
    struct lc_error err = { 0 };
    cr_assert_eq(lc_json_parse("{\n \"a\": }", 9, &value, &err), LC_FORMAT);
    cr_assert_eq(strncmp(err.text, "line 2, column", 14), 0, "%s", err.text);
}
