/* The rows of a sheet held against who the children are, by hand: records 0 and 2 are
 * one child's, 1 and 3 another's. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "decisions/decisions.h"

static const uint32_t child[4] = { 0, 1, 0, 1 };
static const struct lc_decisions_of of = { .child = child, .records = 4 };
static struct lc_identities ids;
static struct lc_error err;

static void add(uint32_t record, const char *forename, const char *surname,
                int32_t born)
{
    const struct lc_identity row = { .record = record,
                                     .known_from = 100,
                                     .local = "L",
                                     .forename = forename,
                                     .surname = surname,
                                     .born = born,
                                     .since = LC_NO_DAY };
    cr_assert(zero(int, lc_identities_add(&ids, &row, &err)));
}

static void start(void)
{
    lc_begin();
    cr_assert(zero(int, lc_identities_init(&ids, &err)));
}

/* Day 14610 is 2010-01-01: 40 years of 365 days and 10 leap days. */
static void know(void)
{
    add(0, "Zo\xc3\xab", "Smith", 14610);
    add(2, "Zoe", "Smith-Jones", LC_NO_DAY);
    add(1, "=Ann", "Brown", 14611);
    add(3, "+", NULL, LC_NO_DAY);
}

static void stop(void)
{
    lc_identities_free(&ids);
}

TestSuite(hold, .init = start, .fini = stop);

/* Of one row of a child; *held: how many rows were. */
static int hold(uint32_t number, const char *name, const char *born, size_t *held)
{
    struct lc_decision row = {
        .child = number, .record = child[number], .line = 2, .name = name, .born = born
    };
    struct lc_decisions sheet = { .count = 1, .decision = &row, .has_who = true };
    int code = lc_decisions_hold(&sheet, "sheet.csv", &of, &ids, &err);
    *held = sheet.held;
    return code;
}

static void is_taken(uint32_t number, const char *name, const char *born)
{
    size_t held;
    cr_expect(zero(int, hold(number, name, born, &held)), "%s %s", name, born);
    cr_expect(eq(sz, held, *name || *born ? 1 : 0), "%s %s", name, born);
}

static void is_refused(uint32_t number, const char *name, const char *born,
                       const char *why)
{
    size_t held;
    cr_expect(eq(int, hold(number, name, born, &held), LC_FORMAT), "%s %s", name, born);
    cr_expect(ne(ptr, strstr(err.text, why), NULL), "%s", err.text);
    cr_expect(eq(ptr, strstr(err.text, *name ? name : born), NULL), "%s", err.text);
    err = (struct lc_error){ 0 };
}

Test(hold, any_record_of_the_child_may_say_it)
{
    know();
    is_taken(0, "Zo\xc3\xab Smith", "2010-01-01");
    is_taken(0, "ZOE SMITH JONES", "01/01/2010");
    is_taken(2, "Zoe Smith", "");
    is_taken(1, "'=Ann Brown", "2010-01-02"); /* as a cell that cannot run */
    is_taken(1, "'+", "");
    is_taken(0, "", "2010-01-01");
    is_taken(0, "", "");
}

Test(hold, another_childs_row_is_refused_without_its_words)
{
    know();
    is_refused(0, "Ann Brown", "2010-01-01", "sheet.csv:2: the name");
    is_refused(3, "Zoe Smith", "", "is not child 3's");
    is_refused(0, "", "2010-01-02", "the birth date in this row is not child 0's");
    is_refused(1, "'-", "", "the name");
    is_refused(0, "", "long ago", "the birth date");
}

Test(hold, a_child_of_whom_nothing_is_said_has_no_name)
{
    add(0, "Zoe", "Smith", 14610);
    is_refused(1, "Ann Brown", "", "the name in this row is not child 1's");
}

Test(hold, a_store_that_knows_nobody_holds_nothing)
{
    add(0, NULL, NULL, LC_NO_DAY);
    struct lc_decision row = { .name = "Zoe Smith", .born = "", .line = 2 };
    struct lc_decisions sheet = { .count = 1, .decision = &row, .has_who = true };
    cr_assert(zero(int, lc_decisions_hold(&sheet, "sheet.csv", &of, &ids, &err)));
    cr_expect(not(sheet.who_is_known));
    cr_expect(eq(sz, sheet.held, 0));
}
