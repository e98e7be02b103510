/* The table of rules: every row has its words, every number one row a year, every
 * condition compiles; and it has the rules that the sector's public validator has. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "returns/condition.h"
#include "returns/rule.h"
#include "table/csv.h"

Test(rules, every_row_has_its_words)
{
    for (size_t i = 0; i < lc_rules_count(); i++) {
        const struct lc_check *r = lc_rules_at(i);
        bool worded = *r->number && *r->tables && *r->meaning && *r->cure;
        bool once = !r->broken || !r->judge;
        bool told = lc_rule_is_judged(r) || *r->needs;
        cr_expect(worded, "%s has no words", r->number);
        cr_expect(once, "%s is judged twice", r->number);
        cr_expect(told, "%s: why is it not judged?", r->number);
        cr_expect(ne(chr, r->meaning[strlen(r->meaning) - 1], '.'), "%s", r->number);
        cr_expect(ne(chr, r->cure[strlen(r->cure) - 1], '.'), "%s", r->number);
    }
}

Test(rules, a_number_has_one_row_a_year)
{
    for (size_t i = 0; i < lc_rules_count(); i++)
        for (size_t k = 0; k < i; k++)
            for (int year = 2018; year < 2030; year++)
                cr_expect(strcmp(lc_rules_at(i)->number, lc_rules_at(k)->number) != 0
                              || !lc_rule_holds(lc_rules_at(i), year)
                              || !lc_rule_holds(lc_rules_at(k), year),
                          "%s twice in %d", lc_rules_at(i)->number, year);
}

Test(rules, every_condition_compiles_and_names_its_tables)
{
    struct lc_error err = { 0 };
    struct lc_words words;
    cr_assert(eq(int, lc_words_init(&words, &err), LC_OK));
    for (size_t i = 0; i < lc_rules_count(); i++) {
        const struct lc_check *r = lc_rules_at(i);
        lc_condition *condition = NULL;
        char names[100], *rest;
        if (r->broken)
            cr_expect(
                eq(int, lc_condition_new(&condition, r->broken, &words, &err), LC_OK),
                "%s: %s", r->number, err.text);
        lc_condition_free(condition);
        snprintf(names, sizeof names, "%s", r->tables);
        for (char *word = strtok_r(names, " ", &rest); word;
             word = strtok_r(NULL, " ", &rest))
            cr_expect(strcmp(word, "+") == 0 || strcmp(word, "last") == 0
                          || lc_return_table_named(lc_slice_of(word))
                                 < LC_RETURN_TABLES,
                      "%s: %s", r->number, word);
    }
    lc_words_free(&words);
}

Test(rules, what_is_no_condition_is_refused)
{
    static const char *const wrong[] = {
        "",       "PLACE =",      "PLACF",           "PLACE & ",
        "(PLACE", "some Headers", "DEC < ",          "DEC < DECOM 3",
        "START",  "PLACE = A)",   "DEC < DECOM + 3w"
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct lc_error err = { 0 };
        struct lc_words words;
        lc_condition *condition;
        cr_assert(eq(int, lc_words_init(&words, &err), LC_OK));
        cr_expect(
            eq(int, lc_condition_new(&condition, wrong[i], &words, &err), LC_FORMAT),
            "'%s' compiles", wrong[i]);
        lc_condition_free(condition);
        lc_words_free(&words);
    }
}

/* The rules that the validator ran (shared data, ssda903/findings/one-return-rules.csv:
 * rule, status) are those of 2024-25 here. */
Test(rules, are_those_of_the_public_validator)
{
    const char *shared = getenv("LATECARE_SHARED");
    const struct lc_csv_row *row;
    struct lc_error err = { 0 };
    char path[4096];
    size_t theirs = 0, ours = 0;
    lc_csv *csv;
    snprintf(path, sizeof path, "%s/data/ssda903/findings/one-return-rules.csv",
             shared ? shared : "../shared");
    if (lc_csv_open(&csv, path, &err)) {
        fprintf(stderr, "SKIP: %s is not there\n", path);
        return;
    }
    while (!lc_csv_next(csv, &row, &err) && row) {
        char number[40];
        snprintf(number, sizeof number, "%.*s", (int)row->field[0].size,
                 row->field[0].data);
        theirs++;
        cr_expect(lc_rule_find(number, 2025) != NULL, "%s is not there", number);
    }
    lc_csv_close(csv);
    for (size_t i = 0; i < lc_rules_count(); i++)
        ours += lc_rule_holds(lc_rules_at(i), 2025);
    cr_expect(eq(sz, ours, theirs));
}
