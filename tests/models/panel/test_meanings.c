/* What codes mean: by the file that comes with the program, and by a council's own. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/panel/meanings.h"
#include "study/rule.h"

TestSuite(meanings, .init = lc_begin);

#define HOLDS(key, holds) { #key, holds },
static const struct saying {
    const char *key, *holds;
} sayings[] = { LC_SAYINGS(HOLDS) };

/* Every saying but one: its key and what it holds, in braces; that one as it is given,
 * or none. */
static void add_says(struct lc_text *text, const char *other, const char *said)
{
    lc_text_add(text, "says:\n  months: [a, b, c, d, e, f, g, h, i, j, k, l]\n");
    for (size_t k = 0; k < sizeof sayings / sizeof *sayings; k++) {
        if (other && !strcmp(sayings[k].key, other)) {
            lc_text_add(text, said);
            continue;
        }
        lc_text_addf(text, "  %s: \"%s {", sayings[k].key, sayings[k].key);
        for (const char *at = sayings[k].holds; *at; at++)
            if (*at == ' ')
                lc_text_add(text, "} {");
            else
                lc_text_add_bytes(text, at, 1);
        lc_text_add(text, "}\"\n");
    }
}

/* Of every rule of the cohort, but the one that is left out. */
static void add_left_out(struct lc_text *text, int but)
{
    lc_text_add(text, "left_out:\n");
    for (int k = 0; k < LC_RULE_COUNT; k++)
        lc_text_addf(text, "  - { rule: %s, says: \"rule %d\" }\n",
                     k == but ? "other" : lc_rules[k].name, k);
}

static int parse_with(lc_meanings **m, const char *other, const char *said,
                      const char *histories, struct lc_error *err)
{
    struct lc_text text = { 0 };
    add_says(&text, other, said);
    add_left_out(&text, LC_RULE_COUNT);
    lc_text_add(&text, histories);
    int code = lc_meanings_parse(m, "own.yaml", text.data, text.size, err);
    lc_text_free(&text);
    return code;
}

static int parse(lc_meanings **m, const char *histories, struct lc_error *err)
{
    return parse_with(m, NULL, NULL, histories, err);
}

/* A code means something of its own history alone. */
Test(meanings, of_its_own_history)
{
    lc_meanings *m = NULL;
    cr_assert(eq(int,
                 parse(&m,
                       "histories:\n- history: cin\n  codes:\n"
                       "  - { code: N1, means: Vernachlaessigung }\n"
                       "- history: missing\n  codes:\n  - { code: A, means: weg }\n",
                       NULL),
                 LC_OK));
    cr_expect(eq(str, (char *)lc_meaning_of(m, "cin", "N1"), "Vernachlaessigung"));
    cr_expect(eq(ptr, (void *)lc_meaning_of(m, "cin", "A"), NULL));
    cr_expect(eq(ptr, (void *)lc_meaning_of(m, "missing", "N1"), NULL));
    json_t *document =
        json_pack("{s:[{s:s,s:s},{s:s,s:s},{s:s}],s:{s:s,s:s}}", "events", "history",
                  "cin", "code", "N1", "history", "cin", "code", "N2", "history", "cin",
                  "deep", "history", "missing", "code", "A");
    cr_assert(eq(int, lc_meanings_put(m, document, NULL), LC_OK));
    json_t *wanted =
        json_pack("{s:[{s:s,s:s,s:s},{s:s,s:s},{s:s}],s:{s:s,s:s,s:s}}", "events",
                  "history", "cin", "code", "N1", "meaning", "Vernachlaessigung",
                  "history", "cin", "code", "N2", "history", "cin", "deep", "history",
                  "missing", "code", "A", "meaning", "weg");
    cr_expect(eq(int, json_equal(document, wanted), 1));
    json_decref(document);
    json_decref(wanted);
    lc_meanings_free(m);
}

Test(meanings, says_what_is_wrong)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        { "histories:\n- history: cin\n  codes:\n  - { code: N1, means: a }\n"
          "  - { code: N1, means: b }\n",
          "cin has the code N1 twice" },
        { "histories:\n- history: cin\n  codes:\n  - { code: N1, meaning: a }\n",
          "meaning" },
        { "histories:\n- history: cin\n  codes:\n  - { code: N1 }\n", "means" },
        { "histories:\n- { history: cin, one: a }\n", "cin has one without many" },
        { "histories:\n- { history: cin, one: a, many: b }\n"
          "- { history: cin, one: c, many: d }\n",
          "cin is there twice" },
        { "histories:\n- { history: cin, one: '', many: b }\n", "own.yaml:" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lc_meanings *m = NULL;
        struct lc_error err = { 0 };
        cr_expect(eq(int, parse(&m, cases[i].text, &err), LC_FORMAT));
        cr_expect(ne(ptr, strstr(err.text, cases[i].says), NULL), "%s", err.text);
        cr_expect(eq(ptr, m, NULL));
    }
}

/* Each saying that is not there, is empty, lacks what the program says in it, has it
 * twice or has something else is refused by its name; one that is empty by its line. */
Test(meanings, a_saying_that_is_not_whole_is_refused)
{
    static const char *const wrong[] = { "",
                                         "  %s: \"\"\n",
                                         "  %s: \"nothing\"\n",
                                         "  %s: \"{%s} {nobody}\"\n",
                                         "  %s: \"{%s} {%s}\"\n",
                                         "  %s: \"{%s\"\n" };
    for (size_t k = 0; k < sizeof sayings / sizeof *sayings; k++)
        for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
            char name[20] = "", said[120];
            lc_meanings *m = NULL;
            struct lc_error err = { 0 };
            memcpy(name, sayings[k].holds, strcspn(sayings[k].holds, " "));
            snprintf(said, sizeof said, wrong[w], sayings[k].key, name, name);
            cr_expect(eq(int,
                         parse_with(&m, sayings[k].key, said, "histories: []\n", &err),
                         LC_FORMAT),
                      "%s", said);
            const char *where = strstr(said, "\"\"") ? "own.yaml:" : sayings[k].key;
            cr_expect(ne(ptr, strstr(err.text, where), NULL), "%s: %s", said, err.text);
            cr_expect(eq(ptr, m, NULL));
        }
}

/* What is in braces may stand in any order. */
Test(meanings, another_language_has_its_own_order)
{
    lc_meanings *m = NULL;
    struct lc_text out = { 0 };
    cr_assert(eq(int,
                 parse_with(&m, "many_open",
                            "  many_open: \"seit {day}: {what} ({count})\"\n",
                            "histories:\n- { history: cin, one: Fall, many: Faelle, "
                            "lasts: true }\n",
                            NULL),
                 LC_OK));
    const struct lc_spoken *cin = lc_spoken_of(m, "cin");
    cr_assert(ne(ptr, (void *)cin, NULL));
    LC_SAY(&out, m, many_open, { "count", "3" }, { "what", cin->many },
           { "day", "{count}" });
    cr_expect(eq(str, out.data, "seit {count}: Faelle (3)"));
    cr_expect(cin->lasts && !cin->told);
    cr_expect(eq(ptr, (void *)lc_spoken_of(m, "cpp"), NULL));
    lc_text_free(&out);
    lc_meanings_free(m);
}

/* The program's own: codes of the DfE's lists, as its guides have them. */
Test(meanings, the_programs_own)
{
    static const char *const cases[][3] = { { "referral", "6", "police" },
                                            { "factor", "24A",
                                              "child criminal exploitation" },
                                            { "cpp", "NEG", "neglect" } };
    lc_meanings *m = NULL;
    struct lc_error err = { 0 };
    setenv("LATECARE_SHARE", "datasets", 1);
    cr_assert(eq(int, lc_meanings_load(&m, &err), LC_OK), "%s", err.text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(eq(str, (char *)lc_meaning_of(m, cases[i][0], cases[i][1]),
                     (char *)cases[i][2]));
    lc_meanings_free(m);
}

/* Each rule that leaves a child out is said in the file's own words, at any depth and
 * of both days; what no rule says stays as it is. */
Test(meanings, why_left_out)
{
    lc_meanings *m = NULL;
    char want[24];
    cr_assert(eq(int, parse(&m, "histories: []\n", NULL), LC_OK));
    for (int k = 0; k < LC_RULE_COUNT; k++) {
        json_t *d = json_pack("{s:[{s:s, s:s, s:s}]}", "rows", "why", lc_rules[k].why,
                              "why_before", lc_rules[k].why, "reason", lc_rules[k].why);
        const json_t *row = json_array_get(json_object_get(d, "rows"), 0);
        snprintf(want, sizeof want, "rule %d", k);
        cr_assert(eq(int, lc_meanings_put(m, d, NULL), LC_OK));
        cr_expect(
            eq(str, (char *)json_string_value(json_object_get(row, "why")), want));
        cr_expect(eq(str, (char *)json_string_value(json_object_get(row, "why_before")),
                     want));
        cr_expect(eq(str, (char *)json_string_value(json_object_get(row, "reason")),
                     (char *)lc_rules[k].why));
        json_decref(d);
    }
    json_t *other = json_pack("{s:s}", "why", "school is not observed");
    cr_assert(eq(int, lc_meanings_put(m, other, NULL), LC_OK));
    cr_expect(eq(str, (char *)json_string_value(json_object_get(other, "why")),
                 "school is not observed"));
    json_decref(other);
    lc_meanings_free(m);
}

/* A rule without words is named. */
Test(meanings, a_rule_without_words)
{
    for (int k = 0; k < LC_RULE_COUNT; k++) {
        struct lc_text text = { 0 };
        struct lc_error err = { 0 };
        lc_meanings *m = NULL;
        add_says(&text, NULL, NULL);
        add_left_out(&text, k);
        lc_text_add(&text, "histories: []\n");
        cr_expect(eq(int, lc_meanings_parse(&m, "own.yaml", text.data, text.size, &err),
                     LC_FORMAT));
        cr_expect(ne(ptr, strstr(err.text, lc_rules[k].name), NULL), "%s", err.text);
        cr_expect(eq(ptr, m, NULL));
        lc_text_free(&text);
    }
}
