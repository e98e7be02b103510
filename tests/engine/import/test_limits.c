/* How much a row, a history, a schema, a number may hold: on both sides of every bound
 * all is there, or the refusal says so. What is there is counted from what was written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/text.h"
#include "import/notes_inside.h"
#include "import/schema_inside.h"
#include "support/imports.h"
#include "support/stores.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(limits, .init = begin, .fini = end);

/* The schema in place of ours; the text is freed. */
static int take_schema(struct lc_text *text, struct lc_error *err)
{
    lc_schemas_free(im.schemas);
    im.schemas = NULL;
    int code = lc_schemas_parse(&im.schemas, "t.yaml", text->data, text->size, err);
    lc_text_free(text);
    return code;
}

static void need_schema(struct lc_text *text)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int, take_schema(text, &err), LC_OK), "%s", err.text);
}

/* --- events of a row -------------------------------------------------------------- */

enum { WORDS = 200 };

/* A row's codes are an event each. */
static void need_lists(void)
{
    struct lc_text t = { 0 };
    lc_text_add(&t,
                "name: t\ntitle: t\ndates: iso\ndelay: 7\ncoverage: span\ncolumns:\n"
                "  - { name: row, type: id }\n"
                "  - { name: child, type: id, who: person }\n"
                "  - { name: day, type: day }\n  - { name: said, type: day }\n"
                "  - { name: words, type: codes, codes: w, known: day }\n"
                "key: [row]\nfeeds:\n"
                "  - { history: h, start: day, recorded: said, code: words, each: "
                "true }\nlists:\n  - name: w\n    plain: [W0");
    for (int i = 1; i < WORDS; i++)
        lc_text_addf(&t, ", W%d", i);
    lc_text_add(&t, "]\n");
    need_schema(&t);
}

/* Words from .. to - 1 of one row, said on a day of its own or on none. */
static void add_row(struct lc_text *t, const char *said, size_t from, size_t to)
{
    if (!t->size)
        lc_text_add(t, "row,child,day,said,words\n");
    lc_text_addf(t, "1,S1,2020-01-01,%s,", said);
    for (size_t i = from; i < to; i++)
        lc_text_addf(t, "%sW%zu", i > from ? ";" : "", i);
    lc_text_add(t, "\n");
}

static void take_file(struct lc_text *t, const char *received)
{
    imports_add(&im, "t.csv", t->data, t->size);
    lc_text_free(t);
    imports_take(&im, received);
}

/* Each word from .. to - 1 is known as long as said, once. */
static void hold_words(size_t from, size_t to, const char *known_from,
                       const char *known_to)
{
    const struct lc_history *h = lc_store_history(&im.store, "h");
    unsigned seen[WORDS] = { 0 };
    for (size_t i = 0; i < h->n; i++)
        if (h->known_from[i] == day_of(known_from)
            && h->known_to[i] == day_of(known_to))
            seen[atoi(lc_codes_name(&h->codes, h->code[i]) + 1)]++;
    for (size_t k = 0; k < WORDS; k++)
        cr_expect(eq(uint, seen[k], k >= from && k < to), "W%zu of %zu", k, to);
}

static const size_t counts[] = { 1, 15, 16, 17, 63, 64, 65, 66, 130, WORDS - 1 };

Test(limits, a_row_may_give_any_number_of_events)
{
    need_lists();
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        size_t n = counts[c];
        struct lc_text first = { 0 }, again = { 0 }, other = { 0 };
        imports_anew(&im);
        add_row(&first, "", 0, n);
        take_file(&first, "2020-02-01");
        hold_words(0, n, "2020-01-08", "-");
        add_row(&again, "", 0, n);
        take_file(&again, "2020-03-01");
        imports_count(&im, "t.csv", 0, 1, 0, 0);
        /* the first word was wrong, and the one after the last was forgotten */
        add_row(&other, "", 1, n + 1);
        take_file(&other, "2020-04-01");
        imports_count(&im, "t.csv", 0, 0, 1, 0);
        hold_words(0, 1, "2020-01-08", "2020-04-01");
        hold_words(1, n, "2020-01-08", "-");
        hold_words(n, n + 1, "2020-04-01", "-");
    }
}

Test(limits, a_row_that_its_file_has_made_old_gives_as_many)
{
    need_lists();
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        struct lc_text both = { 0 };
        imports_anew(&im);
        add_row(&both, "2020-01-02", 0, counts[c]);
        add_row(&both, "2020-01-05", 1, counts[c] + 1);
        take_file(&both, "2020-02-01");
        hold_words(0, counts[c], "2020-01-02", "2020-01-05");
        hold_words(1, counts[c] + 1, "2020-01-05", "-");
    }
}

/* --- attributes of a history ------------------------------------------------------ */

enum { KINDS = 40, EACH = 8 };

/* Of 40 kinds of row, each with eight attributes of its own: kind k has those from 8 k
 * on, of values V0 to V7. Another extract, which follows, tells ends. */
static void need_attributes(void)
{
    struct lc_text t = { 0 };
    lc_text_add(&t, "name: lead\ntitle: t\ndates: iso\ndelay: 7\ncoverage: span\n"
                    "columns:\n  - { name: row, type: id }\n"
                    "  - { name: child, type: id, who: person }\n"
                    "  - { name: day, type: day }\n"
                    "  - { name: end, type: day }\n"
                    "  - { name: kind, type: code, codes: k, known: day }\n");
    for (int i = 0; i < EACH; i++)
        lc_text_addf(&t, "  - { name: v%d, type: code, codes: v, known: day }\n", i);
    lc_text_add(&t, "key: [row]\nfeeds:\n");
    for (int k = 0; k < KINDS; k++) {
        lc_text_addf(&t,
                     "  - history: h\n    start: day\n    end: end\n    code: kind\n"
                     "    when: kind\n    is: [K%d]\n    attributes:\n",
                     k);
        for (int i = 0; i < EACH; i++)
            lc_text_addf(&t, "      - { name: a%d, column: v%d }\n", k * EACH + i, i);
    }
    lc_text_add(&t, "lists:\n  - name: v\n    plain: [V0");
    for (int i = 1; i < EACH; i++)
        lc_text_addf(&t, ", V%d", i);
    lc_text_add(&t, "]\n  - name: k\n    plain: [K0");
    for (int k = 1; k < KINDS; k++)
        lc_text_addf(&t, ", K%d", k);
    lc_text_add(&t, "]\n");
    imports_add(&im, "lead.yaml", t.data, t.size);
    imports_add(&im, "tail.yaml",
                "name: tail\ntitle: t\ndates: iso\ndelay: 7\ncoverage: span\n"
                "follows: [lead]\ncolumns:\n  - { name: line, type: id }\n"
                "  - { name: child, type: id, who: person }\n"
                "  - { name: from, type: day }\n  - { name: until, type: day }\n"
                "key: [line]\nfeeds:\n  - { history: h, start: from, end: until }\n",
                0);
    while (im.files)
        free(im.file[--im.files]);
    lc_text_free(&t);
    lc_schemas_free(im.schemas);
    im.schemas = NULL;
    cr_assert(eq(int, lc_schemas_load(&im.schemas, im.folder, &im.err), LC_OK), "%s",
              im.err.text);
}

static void hold_attributes(void)
{
    const struct lc_history *h = lc_store_history(&im.store, "h");
    cr_assert(eq(sz, h->attributes, KINDS * EACH));
    for (size_t i = 0; i < h->n; i++) {
        size_t kind = (size_t)atoi(lc_codes_name(&h->codes, h->code[i]) + 1);
        for (size_t a = 0; a < h->attributes; a++) {
            const struct lc_attribute *one = &h->attribute[a];
            size_t number = (size_t)atoi(one->name + 1);
            char want[8] = "";
            if (number / EACH == kind)
                snprintf(want, sizeof want, "V%zu", number % EACH);
            cr_assert(eq(str, (char *)lc_codes_name(&one->codes, one->value[i]), want),
                      "kind %zu, %s", kind, one->name);
        }
    }
}

Test(limits, a_history_may_have_any_number_of_attributes)
{
    struct lc_text lead = { 0 }, tail = { 0 };
    need_attributes();
    lc_text_add(&lead, "row,child,day,end,kind,v0,v1,v2,v3,v4,v5,v6,v7\n");
    lc_text_add(&tail, "line,child,from,until\n");
    for (int k = 0; k < KINDS; k++) {
        lc_text_addf(&lead, "%d,S%d,2020-01-01,,K%d,V0,V1,V2,V3,V4,V5,V6,V7\n", k, k,
                     k);
        lc_text_addf(&tail, "%d,S%d,2020-01-01,2020-07-01\n", k, k);
    }
    take_file(&lead, "2020-06-01");
    cr_expect(eq(sz, imports_standing(&im, "h"), KINDS));
    hold_attributes();
    /* each event gets its end, and is else what it was */
    take_file(&tail, "2020-08-01");
    cr_expect(eq(sz, lc_store_history(&im.store, "h")->n, 2 * KINDS));
    cr_expect(eq(sz, imports_standing(&im, "h"), KINDS));
    hold_attributes();
}

/* --- schemas ---------------------------------------------------------------------- */

/* A schema of so many columns, feeds, and attributes of a feed. */
static int schema_of(size_t columns, size_t feeds, size_t attributes,
                     struct lc_error *err)
{
    struct lc_text t = { 0 };
    lc_text_add(&t, "name: t\ntitle: t\ndates: iso\ncolumns:\n"
                    "  - { name: child, type: id, who: person }\n"
                    "  - { name: day, type: day }\n"
                    "  - { name: c, type: flag, known: day }\n");
    for (size_t i = 3; i < columns; i++)
        lc_text_addf(&t, "  - { name: c%zu, type: skip }\n", i);
    lc_text_add(&t, "key: [child]\nfeeds:\n");
    for (size_t i = 0; i < feeds; i++)
        lc_text_addf(&t, "- {history: h, start: day%s",
                     attributes ? ", attributes: [" : "}\n");
    for (size_t i = 0; i < attributes; i++)
        lc_text_addf(&t, "%s{ name: a%zu, column: c }", i ? ", " : "", i);
    lc_text_add(&t, attributes ? "]}\n" : "");
    *err = (struct lc_error){ 0 };
    return take_schema(&t, err);
}

Test(limits, columns_feeds_and_attributes_of_a_schema)
{
    struct lc_error err;
    cr_expect(eq(int, schema_of(63, 1, 0, &err), LC_OK), "%s", err.text);
    cr_expect(eq(int, schema_of(64, 1, 0, &err), LC_OK), "%s", err.text);
    cr_expect(eq(int, schema_of(65, 1, 0, &err), LC_RANGE));
    cr_expect_not_null(strstr(err.text, "1 to 64 columns"), "%s", err.text);
    cr_expect(eq(int, schema_of(3, 1, 7, &err), LC_OK), "%s", err.text);
    cr_expect(eq(int, schema_of(3, 1, 8, &err), LC_OK), "%s", err.text);
    cr_expect(eq(int, schema_of(3, 1, 9, &err), LC_RANGE));
    cr_expect_not_null(strstr(err.text, "more than 8 attributes"), "%s", err.text);
    cr_expect(eq(int, schema_of(3, 1024, 0, &err), LC_OK), "%s", err.text);
    cr_expect(eq(int, schema_of(3, 1025, 0, &err), LC_RANGE));
    cr_expect_not_null(strstr(err.text, "more than 1024 feeds"), "%s", err.text);
}

/* --- numbers ---------------------------------------------------------------------- */

static void need_numbers(void)
{
    struct lc_text t = { 0 };
    lc_text_add(&t,
                "name: t\ntitle: t\ndates: iso\ndelay: 7\ncoverage: span\ncolumns:\n"
                "  - { name: child, type: id, who: person }\n"
                "  - { name: day, type: day }\n"
                "  - { name: n, type: count, known: day }\n"
                "key: [child]\nfeeds:\n  - { history: h, start: day, level: n }\n");
    need_schema(&t);
}

/* A level is kept in 16 bits; what does not fit is a finding, and not stated. */
Test(limits, a_level_that_is_not_kept_is_found)
{
    need_numbers();
    imports_add(&im, "t.csv",
                "child,day,n\nS1,2020-01-01,31999\nS2,2020-01-02,32000\n"
                "S3,2020-01-03,32001\nS4,2020-01-04,-32000\nS5,2020-01-05,-32001\n"
                "S6,2020-01-06,1000000000\nS7,2020-01-07,\n",
                0);
    imports_take(&im, "2020-02-01");
    imports_hold(&im, "h",
                 "h 2020-01-01 - known 2020-01-08 - level 31999\n"
                 "h 2020-01-02 - known 2020-01-09 - level 32000\n"
                 "h 2020-01-03 - known 2020-01-10 -\n"
                 "h 2020-01-04 - known 2020-01-11 - level -32000\n"
                 "h 2020-01-05 - known 2020-01-12 -\n"
                 "h 2020-01-06 - known 2020-01-13 -\n"
                 "h 2020-01-07 - known 2020-01-14 -\n");
    cr_expect(eq(sz, imports_findings(&im, "level", 0), 3));
    for (uint64_t line = 4; line <= 7; line++)
        cr_expect(eq(sz, imports_findings(&im, "level", line), line != 5), "%d",
                  (int)line);
}

/* A number and its system's name have 319 bytes at most ("social_care" has 11): a
 * longer one costs its own row. Zeros in front are noticed however long a number is. */
Test(limits, numbers_of_any_length)
{
    static const size_t sizes[] = { 38, 39, 40, 41, 100, 307 };
    char digits[400];
    need_numbers();
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct lc_text t = { 0 };
        memset(digits, '7', sizeof digits);
        digits[sizes[s]] = 0;
        imports_anew(&im);
        lc_text_addf(&t, "child,day,n\n%s,2020-01-01,1\n0%s,2020-01-01,1\n", digits,
                     digits);
        take_file(&t, "2020-02-01");
        imports_count(&im, "t.csv", 2, 0, 0, 0);
        cr_expect(eq(sz, imports_findings(&im, "zeros", 3), 1), "%zu", sizes[s]);
    }
    for (size_t size = 307; size <= 310; size++) {
        struct lc_text t = { 0 };
        memset(digits, '7', sizeof digits);
        digits[size] = 0;
        imports_anew(&im);
        lc_text_addf(&t, "child,day,n\nS1,2020-01-01,1\n%s,2020-01-02,1\n", digits);
        take_file(&t, "2020-02-01");
        imports_count(&im, "t.csv", size > 308 ? 1 : 2, 0, 0, size > 308);
    }
}

/* --- rules ------------------------------------------------------------------------ */

/* Rule k is broken k + 1 times, the last first. */
Test(limits, every_rule_is_counted)
{
    enum { RULES = 250 };
    static char rule[RULES][8];
    struct lc_notes notes;
    struct lc_rule_count *rules;
    size_t n;
    cr_assert(eq(int, lc_notes_init(&notes, NULL), LC_OK));
    for (int k = RULES; k-- > 0;) {
        snprintf(rule[k], sizeof rule[k], "R%03d", k);
        for (int i = 0; i <= k; i++)
            cr_assert(eq(int, lc_notes_find(&notes, 0, 1, rule[k], NULL), LC_OK));
    }
    cr_assert(eq(int, lc_notes_by_rule(&notes, &n, &rules, NULL), LC_OK));
    cr_assert(eq(sz, n, RULES));
    for (size_t k = 0; k < n; k++) {
        cr_expect(eq(str, (char *)rules[k].rule, rule[k]));
        cr_expect(eq(sz, rules[k].rows, k + 1));
    }
    free(rules);
    lc_notes_free(&notes);
}
