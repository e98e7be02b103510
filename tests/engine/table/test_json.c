/* JSON as tables: what is written in every way that JSON has, and what is refused.
 * Which rows a record has is test_tree.c's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "support/nested.h"
#include "support/sheet.h"
#include "table/csv.h"

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

TestSuite(json_table, .init = begin, .fini = finish);

static const struct lc_layout_column child_columns[] = {
    { .name = "id", .shared = true },
    { .name = "born" },
    { .name = "needs" },
    { .name = "purge", .spreads = true },
};
static const struct lc_layout_column plan_columns[] = {
    { .name = "id", .shared = true },
    { .name = "start" },
    { .name = "score" },
    { .name = "purge", .spreads = true },
};
static const struct lc_tree_layout some[] = {
    { "children", NULL, NULL, NULL, 4, child_columns, 0, NULL },
    { "plans", NULL, NULL, "plans", 4, plan_columns, 0, NULL },
    { "spells", "RETURN", NULL, "SPELL", 4, plan_columns, 0, NULL },
};
static const struct lc_layouts layouts = { 3, some };

static int read_bytes(const char *data, size_t size, struct lc_text *out,
                      struct lc_error *err)
{
    char *path = nested_file(folder, "p.json", data, size);
    int code = nested_read(path, &layouts, out, err);
    free(path);
    return code;
}

static void expect(const char *text, const char *tables)
{
    struct lc_text out;
    struct lc_error err = { 0 };
    cr_assert(zero(int, read_bytes(text, strlen(text), &out, &err)), "%s: %s", text,
              err.text);
    cr_assert(eq(str, out.data, (char *)tables), "%s", text);
    lc_text_free(&out);
}

static void refuse(const char *text, const char *const *words)
{
    struct lc_text out;
    struct lc_error err = { 0 };
    cr_assert(eq(int, read_bytes(text, strlen(text), &out, &err), LC_FORMAT), "%s",
              text);
    for (; *words; words++)
        cr_assert(strstr(err.text, *words) != NULL, "'%s' is not in: %s", *words,
                  err.text);
    lc_text_free(&out);
}
#define REFUSE(text, ...) refuse(text, (const char *const[]){ __VA_ARGS__, NULL })

static const char payload[] =
    "[\n"
    " { \"id\": \"a\", \"who\": { \"born\": 2012 },\n"
    "   \"purge\": false, \"needs\": [\"x\", \"y\", null],\n"
    "   \"plans\": [\n"
    "    { \"start\": \"s1\", \"score\": 1.5 },\n"
    "    { \"start\": null, \"score\": -7, \"purge\": true }\n"
    "   ] },\n"
    " { \"plans\": [{ \"start\": \"{[\\\"\\u20ac \" }],\n"
    "   \"id\": 9, \"purge\": true }\n"
    "]\n";

Test(json_table, payload_by_hand)
{
    expect(payload, "children:\n2:a,2012,x;y,false\n8:9,,,true\n"
                    "plans:\n5:a,s1,1.5,false\n6:a,,-7,true\n"
                    "8:9,{[\"\xe2\x82\xac,,true\n");
}

Test(json_table, in_one_line_and_as_one_object)
{
    expect("[{\"id\":1,\"plans\":[{\"start\":2}]},{\"id\":3}]",
           "children:\n1:1,,,\n1:3,,,\nplans:\n1:1,2,,\n");
    expect("\xef\xbb\xbf{\"id\":1,\"born\":2}", "children:\n1:1,2,,\n");
    expect("{\"id\":1}\n{\"id\":2}\n", "children:\n1:1,,,\n2:2,,,\n");
}

/* What holds the list of children is no child. */
Test(json_table, wrapped)
{
    expect("{\"la_code\": 123, \"Children\": [\n{\"id\":1},\n"
           "{\"id\":2,\"plans\":[{\"start\":4}]}]}",
           "children:\n2:1,,,\n3:2,,,\nplans:\n3:2,4,,\n");
    expect("[{\"page\": {\"id\": 5, \"inner\": {\"id\": 6}}}]", "children:\n1:5,,,\n");
}

/* Nobody's is a row, and a row without its child is for the import to say. */
Test(json_table, object_that_says_nobody)
{
    expect("[{\"born\": 1}, {\"id\": 2, \"born\": 3}]", "children:\n1:,1,,\n1:2,3,,\n");
}

Test(json_table, day_without_news)
{
    expect("[]", "children:\n");
    expect(" [ \n ] \n", "children:\n");
}

Test(json_table, empty_things_are_no_rows)
{
    expect("[{\"id\":1,\"plans\":[]},{\"id\":2,\"plans\":[{}]}]",
           "children:\n1:1,,,\n1:2,,,\n");
}

Test(json_table, not_json)
{
    REFUSE("[{\"id\":1},\n{\"id\":tru}]", "p.json:2: ", "not well-formed", "column",
           "mend that line");
    REFUSE("[\n{\"id\":1,\n\"id\":2}]", "p.json:3: ", "a member twice");
    REFUSE("[{\"id\":\"\xff\"}]", "p.json:1: ", "UTF-8");
    REFUSE("[{\"id\":\"\\u0000\"}]", "p.json:1: ");
    REFUSE("[{\"id\":12345678901234567890}]", "p.json:1: ", "too long", "in quotes");
    REFUSE("[{\"id\":1} {\"id\":2}]", "no comma");
    REFUSE("[{\"id\":1},]", "a comma with nothing behind it");
    REFUSE("[{\"id\":1}],", "behind its end");
    REFUSE("[{\"id\":1}]\n[]", "p.json:2: ", "behind its end");
    REFUSE("[[{\"id\":1}]]", "no list of objects");
    REFUSE("[\"a\"]", "no list of objects");
    REFUSE("{\"id\":1},{\"id\":2}", "no list of objects");
    REFUSE("[{\"other\":{\"thing\":1}}]", "");
}

/* What a file holds that cannot be read is in no message. */
Test(json_table, values_are_not_shown)
{
    struct lc_text out;
    struct lc_error err = { 0 };
    static const char text[] = "[{\"id\":1, \"name\": \"Smith\" \"Jones\"}]";
    cr_assert(eq(int, read_bytes(text, sizeof text - 1, &out, &err), LC_FORMAT));
    cr_assert(strstr(err.text, "Smith") == NULL, "%s", err.text);
    cr_assert(strstr(err.text, "Jones") == NULL, "%s", err.text);
    lc_text_free(&out);
}

Test(json_table, cut_off_anywhere)
{
    for (size_t size = strlen(payload) - 2; size > 1; size--) {
        struct lc_text out;
        struct lc_error err = { 0 };
        int code = read_bytes(payload, size, &out, &err);
        cr_assert(eq(int, code, LC_FORMAT), "%zu: %s", size, err.text);
        lc_text_free(&out);
    }
}

Test(json_table, more_than_a_block)
{
    struct lc_text text = { 0 }, want = { 0 }, plans = { 0 };
    lc_text_add(&text, "[");
    lc_text_add(&want, "children:\n");
    lc_text_add(&plans, "plans:\n");
    for (int child = 0; child < 4000; child++) {
        lc_text_addf(&text, "%s\n{\"id\":%d,\"plans\":[{\"start\":\"", child ? "," : "",
                     child);
        lc_text_addf(&want, "%d:%d,,,\n", child + 2, child);
        lc_text_addf(&plans, "%d:%d,", child + 2, child);
        for (int i = 0; i < child % 19; i++) {
            lc_text_add(&text, "\\\"");
            lc_text_add(&plans, "\"");
        }
        lc_text_add(&text, "{\"}]}");
        lc_text_add(&plans, "{,,\n");
    }
    lc_text_add(&text, "]");
    lc_text_add(&want, plans.data);
    expect(text.data, want.data);
    lc_text_free(&text);
    lc_text_free(&want);
    lc_text_free(&plans);
}

Test(json_table, deep_and_large_are_errors)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "[\n{\"id\":1,\"a\":");
    for (int i = 0; i < 100; i++)
        lc_text_add(&text, "[");
    REFUSE(text.data, "p.json:2: ", "in one another");
    lc_text_clear(&text);
    lc_text_add(&text, "[\n{\"id\":\"");
    for (int i = 0; i < 5 << 20; i++)
        lc_text_add(&text, "x");
    REFUSE(text.data, "p.json:2: ", "larger");
    lc_text_free(&text);
}

Test(json_table, csv_is_none)
{
    static const char *const texts[] = { "[id],born\n1,2\n", "{id},born\n1,2\n",
                                         "id,born\n1,2\n" };
    for (int i = 0; i < 3; i++)
        expect(texts[i], ":\n2:1,2\n");
}
