/* Schemas: mistakes are errors with their place; codes are found however written. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/text.h"
#include "import/cell_inside.h"
#include "import/schema_inside.h"

TestSuite(schema, .init = lc_begin);

#define HEAD "name: t\ntitle: t\ndates: iso\n"
#define COLUMNS                                                                        \
    "columns:\n  - { name: id, type: id, who: person }\n  - { name: d, type: day }\n"  \
    "  - { name: c, type: code, codes: l }\nkey: [id]\n"
#define LISTS                                                                          \
    "lists:\n  - name: l\n    plain: [N1, V2]\n    codes:\n"                           \
    "      - { code: M, also: [\"1\", Male] }\n"                                       \
    "      - { code: E43, means: guardian, to: 2018 }\n"

static lc_schemas *parse(const char *text)
{
    lc_schemas *schemas;
    struct lc_error err = { 0 };
    cr_assert(
        eq(int, lc_schemas_parse(&schemas, "t.yaml", text, strlen(text), &err), LC_OK),
        "%s", err.text);
    return schemas;
}

static void refused(const char *text, const char *because)
{
    lc_schemas *schemas;
    struct lc_error err = { 0 };
    cr_expect(
        ne(int, lc_schemas_parse(&schemas, "t.yaml", text, strlen(text), &err), LC_OK));
    cr_expect_not_null(strstr(err.text, because), "%s", err.text);
    cr_expect_null(schemas);
}

Test(schema, mistakes_are_errors_with_their_place)
{
    refused(HEAD COLUMNS LISTS "fedes: []\n", "t.yaml:15");
    refused(HEAD "columns:\n  - { name: id, type: idd }\n", "t.yaml:5");
    refused(HEAD COLUMNS, "no code list 'l'");
    refused(HEAD COLUMNS LISTS "feeds:\n  - { history: h, start: e }\n",
            "no column 'e'");
    refused(HEAD COLUMNS LISTS "feeds:\n  - { history: h, start: c }\n", "not a day");
    refused(HEAD COLUMNS LISTS "feeds:\n  - { history: h }\n", "no start");
    refused(HEAD COLUMNS LISTS "follows: [other]\n", "'other', which is not there");
    refused(HEAD COLUMNS LISTS "follows: [t]\n", "circle");
    refused(HEAD, "columns");
}

/* What is declared of breaks: whose event it is, on which day, what changed and where
 * that stands. A row with a hole is refused with its line, as is a day that is none. */
#define FED  COLUMNS LISTS "feeds:\n  - { history: h, start: d }\nbreaks:\n  - "
#define SAID "what: new, source: a guide }\n"

Test(schema, a_break_is_declared_whole_or_refused)
{
    lc_schemas *schemas =
        parse(HEAD FED "{ history: h, from: 2020-02-29, to: 2021-01-01, " SAID);
    struct lc_declarations all;
    cr_assert(eq(int, lc_schemas_declared(schemas, NULL, &all, NULL), LC_OK));
    cr_assert(eq(sz, all.count, 1));
    cr_expect(eq(i32, all.row[0]->first, lc_day_of(2020, 2, 29)));
    cr_expect(eq(i32, all.row[0]->last, lc_day_of(2021, 1, 1)));
    free(all.row);
    struct lc_source source = { .schema = "u" };
    struct lc_store store = { .sources = 1, .source = &source };
    cr_assert(eq(int, lc_schemas_declared(schemas, &store, &all, NULL), LC_OK));
    cr_expect(eq(sz, all.count, 0)); /* the store has no extract of it */
    free(all.row);
    lc_schemas_free(schemas);
    refused(HEAD FED "{ history: h, " SAID, "t.yaml:18");
    refused(HEAD FED "{ history: h, from: 2020-01-01, what: new }\n", "t.yaml:18");
    refused(HEAD FED "{ from: 2020-01-01, " SAID, "t.yaml:18");
    refused(HEAD FED "{ history: h, from: 2023-02-29, " SAID,
            "t.yaml:18:25: breaks[0].from: this is not a day; write it as 2024-03-31");
    refused(HEAD FED "{ history: h, from: 2020-01-02, to: 2020-01-01, " SAID,
            "t.yaml:18:41: breaks[0].to: this is before 'from'");
    refused(HEAD FED "{ history: g, from: 2020-01-01, " SAID,
            "t.yaml:18:16: breaks[0].history: the schema gives this history no event");
    refused(HEAD FED "{ history: h, attribute: a, from: 2020-01-01, " SAID,
            "breaks[0].attribute: which value of it?");
}

/* By which day each thing is known is said, or the schema is refused: an extract of
 * spells from d to e, decided on f, with its code c, level n and attribute a. */
#define SPELLS(c, n, a, feed)                                                          \
    HEAD "columns:\n  - { name: id, type: id, who: person }\n"                         \
         "  - { name: d, type: day }\n  - { name: e, type: day }\n"                    \
         "  - { name: f, type: day }\n  - { name: c, type: code, codes: l" c " }\n"    \
         "  - { name: n, type: count" n " }\n  - { name: a, type: flag" a " }\n"       \
         "key: [id]\n" LISTS "feeds:\n  - history: h\n    start: d\n    end: e\n" feed
#define SAYS                                                                           \
    "    code: c\n    level: n\n    attributes:\n      - { name: a, column: a }\n"
#define START ", known: d"

Test(schema, what_is_known_when_is_said_or_refused)
{
    static const char silent[] = "does not say by which day it is known";
    refused(SPELLS("", START, START, SAYS), silent);
    refused(SPELLS(START, "", START, SAYS), silent);
    refused(SPELLS(START, START, "", SAYS), silent);
    refused(SPELLS(START, START, "", "    when: a\n    is: [Y]\n"), silent);
    refused(SPELLS(START, START, ", known: g", SAYS), "no column 'g'");
    refused(SPELLS(START, START, ", known: n", SAYS), "no column of days");
    refused(SPELLS(START, START, ", delay: 3", SAYS), "column 'a': a delay");
    refused(SPELLS(START, START, ", known: e, delay: -3", SAYS), "column 'a': a delay");
    refused(SPELLS(START, START, START, SAYS "    delay: -7\n"), "feed 'h': a delay");
    lc_schemas *all = parse(SPELLS(START, ", known: e, delay: 3", ", known: f", SAYS));
    const struct lc_clock *clock = lc_schemas_at(all, 0)->feeds[0].clock;
    cr_expect(eq(int, clock[LC_ITEM_CODE].at, LC_NO_COLUMN));
    cr_expect(eq(int, clock[LC_ITEM_LEVEL].at, 2));
    cr_expect(eq(int, clock[LC_ITEM_LEVEL].delay, 3));
    cr_expect(eq(int, clock[LC_ITEM_ATTRIBUTES].at, 3));
    lc_schemas_free(all);
}

/* That an event is there is a thing known too: no feed may be chosen by what its end
 * or a later day brings. */
Test(schema, an_event_may_not_hang_on_what_comes_later)
{
    static const char hangs[] = "whether there is an event hangs on";
    refused(SPELLS(START, START, ", known: e", "    when: a\n    is: [Y]\n"), hangs);
    refused(SPELLS(START, START, ", known: f", "    when: a\n    is: [Y]\n"), hangs);
    refused(SPELLS(START, START, START ", delay: 1", "    when: a\n    is: [Y]\n"),
            hangs);
    refused(SPELLS(", known: e", START, START, "    code: c\n    by: l\n"), hangs);
    refused(SPELLS(", known: e, needed: true", START, START, SAYS),
            "is known with the end");
    refused(SPELLS(", known: e, strict: true", START, START, SAYS),
            "is known with the end");
    lc_schemas_free(parse(SPELLS(START, START, START,
                                 "    code: c\n    by: l\n    when: a\n"
                                 "    is: [Y]\n")));
    lc_schemas_free(parse(SPELLS(", known: e", START, START, "    code: c\n")));
}

Test(schema, codes_as_people_write_them)
{
    lc_schemas *schemas = parse(HEAD COLUMNS LISTS);
    const struct lc_code_list *list = lc_schemas_at(schemas, 0)->columns[2].list;
    static const struct {
        const char *text, *name;
    } cases[] = {
        { "N1", "N1" },
        { "n1", "N1" },
        { "N1 - Abuse or neglect", "N1" },
        { "1", "M" },
        { "1.0", "M" },
        { "male", "M" },
        { "a) Male", "M" },
        { "V2: Single period", "V2" },
        { "E43", "guardian" },
        { "e) V2: x", "V2" },
        { "N", NULL },
        { "N11", NULL },
        { "", NULL },
        { "guardian", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_slice name;
        unsigned entry;
        bool found = lc_code_list_find(list, lc_slice_of(cases[i].text), &name, &entry);
        cr_expect(eq(int, found, cases[i].name != NULL), "%s", cases[i].text);
        if (found)
            cr_expect(lc_slice_is(name, cases[i].name), "%s", cases[i].text);
    }
    cr_expect(lc_code_list_in_use(list, 3, 2018));
    cr_expect(not(lc_code_list_in_use(list, 3, 2019)));
    cr_expect(lc_code_list_in_use(list, 3, 0));
    lc_schemas_free(schemas);
}

static struct lc_cell cell(int type, const char *text)
{
    struct lc_schema_column column = { .name = "x", .type = type };
    struct lc_cell out;
    lc_cell_read(&column, LC_DAY_DMY, lc_slice_of(text), &out);
    return out;
}

Test(schema, cells)
{
    static const char *const blank[] = { "",    " ",   "#N/A", "null",
                                         "N/A", "NaT", "-",    "\xc2\xa0" };
    for (size_t i = 0; i < sizeof blank / sizeof *blank; i++)
        for (int type = LC_CELL_ID; type <= LC_CELL_TEXT; type++) {
            struct lc_cell c = cell(type, blank[i]);
            cr_expect(c.text.size == 0 && !c.bad && c.day == LC_NO_DAY, "%s", blank[i]);
        }
    cr_expect(eq(int, cell(LC_CELL_DAY, "29/02/24").day, lc_day_of(2024, 2, 29)));
    cr_expect(eq(int, cell(LC_CELL_DAY, "29/02/99").day, LC_NO_DAY));
    cr_expect(eq(int, cell(LC_CELL_DAY, "2024-02-29").day, LC_NO_DAY));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "0012.0").text, "0012"));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "E5").text, "E5"));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "=\"0012\"").text, "0012"));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, " '0012").text, "0012"));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "\xef\xbb\xbf A1\xe2\x80\x8b").text, "A1"));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "=\"a\"b\"").text, "=\"a\"b\""));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "=\"").text, "=\""));
    cr_expect(lc_slice_is(cell(LC_CELL_ID, "'").text, "'"));
    cr_expect(lc_slice_is(cell(LC_CELL_CODES, "'1A','2B'").text, "'1A','2B'"));
    cr_expect(not(cell(LC_CELL_ID, "12E3").bad != NULL));
    cr_expect_not_null(cell(LC_CELL_ID, "1.2E+15").bad);
    cr_expect(lc_slice_is(cell(LC_CELL_FLAG, "1.0").text, "Y"));
    cr_expect(lc_slice_is(cell(LC_CELL_FLAG, "b) No").text, "N"));
    cr_expect_not_null(cell(LC_CELL_FLAG, "maybe").bad);
    cr_expect(eq(long, (long)cell(LC_CELL_COUNT, "7.0").count, 7));
    cr_expect_not_null(cell(LC_CELL_COUNT, "7.5").bad);
}

/* Something was there; what, the file does not say. A text of such letters is one. */
Test(schema, what_a_spreadsheet_lost_is_no_blank)
{
    static const char *const lost[] = { "#REF!", "#value!", "#NAME?",     "#DIV/0!",
                                        "#NUM!", "Err:502", LC_CSV_UNTOLD };
    static const char *const kept[] = { "Err:", "Err:5b", "#12", "Errol Flynn",
                                        "#REF" };
    for (int type = LC_CELL_ID; type <= LC_CELL_CODES; type++)
        for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
            struct lc_cell c = cell(type, lost[i]);
            cr_expect(c.lost && c.bad && !c.text.size, "%s", lost[i]);
        }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        cr_expect(lc_slice_is(cell(LC_CELL_TEXT, kept[i]).text, kept[i]), "%s",
                  kept[i]);
    cr_expect(not(cell(LC_CELL_SKIP, "#REF!").bad != NULL));
}

static void count_code(void *context, struct lc_slice name)
{
    char *at = context;
    memcpy(at + strlen(at), name.data, name.size);
    strcat(at, " ");
}

static void check_codes(const char *text, const char *want, unsigned want_strays)
{
    lc_schemas *schemas = parse(HEAD COLUMNS LISTS);
    char got[200] = "";
    unsigned strays;
    lc_cell_codes(&lc_schemas_at(schemas, 0)->columns[2], lc_slice_of(text), count_code,
                  got, &strays);
    cr_expect_str_eq(got, want, "%s", text);
    cr_expect(eq(uint, strays, want_strays), "%s", text);
    lc_schemas_free(schemas);
}

Test(schema, several_codes_in_a_cell)
{
    check_codes("[\"N1\", \"V2\"]", "N1 V2 ", 0);
    check_codes("{\"N1\": \"Yes\", \"V2\": \"No\", \"M\": true}", "N1 M ", 0);
    check_codes("{\"codes\": [\"N1\", \"Q\"]}", "N1 ", 1);
    check_codes("[{\"N1\": 1}, {\"V2\": 0}]", "N1 ", 0);
    check_codes("N1, V2", "N1 V2 ", 0);
    check_codes("[\"N1\", ", "", 1);          /* cut short: neither JSON nor codes */
    check_codes("['N1', 'V2']", "N1 V2 ", 0); /* a list as Python prints it */
    check_codes("['']", "", 1);
    check_codes("[]", "", 0);
    check_codes("", "", 0);
}

Test(schema, all_of_ours_load_and_are_told_apart)
{
    lc_schemas *schemas;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_schemas_load(&schemas, "datasets/schema", &err), LC_OK), "%s",
              err.text);
    cr_expect(eq(sz, lc_schemas_count(schemas), 139));
    for (size_t i = 0; i < lc_schemas_count(schemas); i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i), *found;
        struct lc_text header = { 0 };
        int place[LC_MAX_SCHEMA_COLUMNS];
        lc_csv *csv;
        for (unsigned c = one->columns_count; c > 0; c--) /* in any order */
            lc_text_addf(&header, "%s%s", header.size ? "," : "",
                         one->columns[c - 1].name);
        cr_assert(
            eq(int, lc_csv_open_bytes(&csv, "t", header.data, header.size, &err), 0));
        cr_expect(
            eq(int, lc_schemas_recognise(schemas, "t", csv, &found, place, &err), 0),
            "%s: %s", one->name, err.text);
        cr_expect(eq(ptr, (void *)found, (void *)one), "%s", one->name);
        lc_csv_close(csv);
        lc_text_free(&header);
    }
    lc_schemas_free(schemas);
}

/* A table's name may be a child's: shown is what is made of our own words. */
Test(schema, words_of_a_table_that_may_be_shown)
{
    static const struct {
        const char *name;
        bool shown;
    } names[] = {
        { "List 3", true },
        { "Episodes 2023-24", true },
        { "ssda903_episodes.csv", true },
        { "Annex A (list 3) final", true },
        { "Missing episodes", true },
        { "Codes_used", true },
        { "S47_enquiry2024", true },
        { "Ann Bee", false },
        { "943 476 1919", false },
        { "2010-03-04", false },
        { "A123456789012", false },
        { "Episodes of Bee", false },
        { "12345", false },
        { "1234", false },
        { "9434765919", false },
        { "Zo\xc3\xab", false },
        { "list/3", false },
        { "list\n3", false },
        { "", false },
        { "---", false },
        { "list list list list list list list list list list list list list", false },
    };
    lc_schemas *schemas;
    cr_assert(zero(int, lc_schemas_load(&schemas, "datasets/schema", NULL)));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cr_expect(eq(int, lc_schemas_know_words(schemas, lc_slice_of(names[i].name)),
                     names[i].shown),
                  "%s", names[i].name);
    lc_schemas_free(schemas);
}
