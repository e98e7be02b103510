/* How far two values are alike: published examples, levels by hand, and the quick bound
 * held to the whole of it. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "match/normal.h"
#include "match/role_inside.h"

TestSuite(match_alike, .init = lc_begin);

static struct lc_match_value value_of(const char *text)
{
    struct lc_match_value v = { .text = text, .size = (uint32_t)strlen(text) };
    lc_match_letters(&v);
    return v;
}

static double jw(const char *a, const char *b, double least)
{
    struct lc_match_value x = value_of(a), y = value_of(b);
    double there = lc_match_jaro_winkler(&x, &y, least);
    cr_assert(eq(dbl, there, lc_match_jaro_winkler(&y, &x, least)), "%s %s", a, b);
    return there;
}

/* Winkler (1990), table 2: four places. */
Test(match_alike, jaro_winkler_as_published)
{
    static const struct {
        const char *a, *b;
        double is;
    } rows[] = {
        { "martha", "marhta", 0.9611 },       { "dwayne", "duane", 0.8400 },
        { "dixon", "dicksonx", 0.8133 },      { "shackleford", "shackelford", 0.9818 },
        { "nichleson", "nichulson", 0.9556 }, { "jones", "johnson", 0.8324 },
        { "massey", "massie", 0.9333 },       { "abroms", "abrams", 0.9222 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect(epsilon_eq(dbl, jw(rows[i].a, rows[i].b, 0), rows[i].is, 6e-5),
                  "%s %s: %.4f", rows[i].a, rows[i].b, jw(rows[i].a, rows[i].b, 0));
    cr_expect(eq(dbl, jw("abc", "xyz", 0), 0));
    cr_expect(eq(dbl, jw("abc", "abc", 0), 1));
    cr_expect(eq(dbl, jw("", "abc", 0), 0));
}

/* The bound by letters leaves nothing out that is as alike as asked, whatever the
 * length: 0 to 70 letters, the sides of the 64 that are looked at. */
Test(match_alike, the_bound_changes_nothing)
{
    struct lc_random random;
    lc_random_init(&random, 1, 0);
    for (int i = 0; i < 20000; i++) {
        char text[2][80] = { { 0 } };
        uint64_t letters = 2 + lc_random_below(&random, 10);
        for (int k = 0; k < 2; k++) {
            uint64_t size = lc_random_below(&random, i % 50 ? 9 : 71);
            for (uint64_t j = 0; j < size; j++)
                text[k][j] = (char)('a' + lc_random_below(&random, letters));
        }
        double all = jw(text[0], text[1], 0), bounded = jw(text[0], text[1], 0.85);
        cr_assert(bounded == all || (bounded == 0 && all < 0.85), "%s %s", text[0],
                  text[1]);
    }
}

static bool slip(const char *a, const char *b)
{
    bool is = lc_match_slip(a, strlen(a), b, strlen(b));
    cr_assert(is == lc_match_slip(b, strlen(b), a, strlen(a)));
    return is;
}

Test(match_alike, one_slip)
{
    cr_expect(slip("smith", "smyth"));
    cr_expect(slip("smith", "smiht"));
    cr_expect(slip("smith", "mith"));
    cr_expect(slip("smith", "smitth"));
    cr_expect(slip("smith", "smith"));
    cr_expect(slip("", "a"));
    cr_expect(not(slip("smith", "smtyh")));
    cr_expect(not(slip("smith", "sm")));
    cr_expect(not(slip("abcd", "badc")));
    cr_expect(not(slip("abc", "cba")));
}

/* Knuth, The Art of Computer Programming 3, 6: Euler and Ellery, Hilbert and Heilbronn
 * sound alike; and names of the census. */
Test(match_alike, names_that_sound_alike)
{
    static const char *const same[][2] = {
        { "euler", "ellery" },  { "gauss", "ghosh" }, { "hilbert", "heilbronn" },
        { "knuth", "kant" },    { "lloyd", "ladd" },  { "robert", "rupert" },
        { "tymczak", "tomzak" }
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        cr_expect(lc_name_sound(same[i][0], strlen(same[i][0]))
                      == lc_name_sound(same[i][1], strlen(same[i][1])),
                  "%s %s", same[i][0], same[i][1]);
    cr_expect(lc_name_sound("robert", 6) != lc_name_sound("rubin", 5));
    cr_expect(lc_name_sound("", 0) == 0);
}

/* --- levels ----------------------------------------------------------------------- */

/* "" for what is not said. */
static const char *level(const struct lc_nicknames *names, const char *role,
                         const char *a, const char *b, int form)
{
    const struct lc_match_role *r = lc_match_role_find(lc_slice_of(role));
    struct lc_text text[2] = { { 0 }, { 0 } }, work = { 0 };
    struct lc_match_value v[2] = { { 0 }, { 0 } };
    const char *raw[2] = { a, b }, *is = "";
    lc_arena *arena = lc_arena_new();
    bool said = true,
         name = r->kind == LC_MATCH_FORENAME || r->kind == LC_MATCH_SURNAME;
    for (int i = 0; i < 2; i++) {
        said &= r->normal(&text[i], lc_slice_of(raw[i]), form) && text[i].size;
        v[i].text = text[i].data;
        v[i].size = (uint32_t)text[i].size;
        if (!said)
            continue;
        r->prepare(v + i);
        if (!name)
            continue;
        lc_nicknames_find(names, (struct lc_slice){ v[i].text, v[i].size },
                          v[i].is.group);
        uint64_t breaks = lc_name_breaks(&work, lc_slice_of(raw[i]));
        cr_assert(eq(str, work.data, text[i].data));
        cr_assert(eq(int, lc_match_words_make(arena, breaks, names, v + i), LC_OK));
    }
    if (said && strcmp(v[0].text, v[1].text) == 0) {
        is = r->level[r->levels - 1];
    } else if (said) {
        cr_assert(eq(uint, r->compare(v, v + 1), r->compare(v + 1, v)), "%s %s", a, b);
        is = r->level[r->compare(v, v + 1) - 1];
    }
    lc_text_free(text);
    lc_text_free(text + 1);
    lc_text_free(&work);
    lc_arena_free(arena);
    return is;
}

Test(match_alike, levels_by_hand)
{
    static const struct {
        const char *role, *a, *b, *is;
    } rows[] = {
        { "forename", "Zo\xc3\xab", "ZOE", "same" },
        { "forename", "William", "Bill", "another form of it" },
        { "forename", "Mohammed", "Muhammad", "another form of it" },
        { "forename", "Anne-Marie", "Marie", "part of the other" },
        { "forename", "Gulalai Miriam", "Maryam", "words of the other, nearly" },
        { "forename", "MohammedHaider", "Haidr", "words of the other, nearly" },
        { "forename", "Mo Ali", "Mohammed-Ali", "words of the other, nearly" },
        { "forename", "Ho Yu Lin", "Yu", "words of the other, nearly" },
        { "forename", "Ho Yu", "Ho Xuan", "alike" },      /* each has its own */
        { "forename", "Ravneet Kaur", "Kar", "differs" }, /* everybody's */
        { "forename", "Ravneet Kaur", "Ravnit Kaur", "words of the other, nearly" },
        { "forename", "Amir Ala", "Ali", "differs" }, /* a slip in three letters */
        { "forename", "Jon", "Jan", "one slip" },
        { "forename", "Unknown", "Unknown", "" },
        { "forename", "Baby", "Ann", "" },
        { "forename", "Oliver", "Zainab", "differs" },
        { "surname", "Smith-Jones", "Jones", "part of the other" },
        { "surname", "Yoisef-Kibrom", "Yosief", "words of the other, nearly" },
        { "surname", "O'Brien", "OBrien", "same" },
        { "surname", "Shackleford", "Shackelford", "one slip" },
        { "surname", "Abercrombie", "Abercromdee", "nearly the same" },
        { "surname", "Not known", "Smith", "" },
        { "born", "2007-03-04", "2007-03-04", "same" },
        { "born", "2007-03-04", "2007-04-03", "day and month exchanged" },
        { "born", "2007-03-14", "2007-03-41", "one digit another, or two exchanged" },
        { "born", "2007-03-14", "2007-03-15", "one digit another, or two exchanged" },
        { "born", "2007-03-14", "2008-03-14", "the year before or after" },
        { "born", "2007-03-14", "2007-03-01", "the first of its month or year" },
        { "born", "2007-03-14", "2007-01-01", "the first of its month or year" },
        { "born", "2007", "2007-05-20", "the first of its month or year" },
        { "born", "2007-03-14", "2007-04-02", "within a month" },
        { "born", "2007-03-14", "2007-09-22", "within a year" },
        { "born", "2007-03-14", "2011-09-22", "differs" },
        { "born", "1900-01-01", "2007-03-14", "" },
        { "born", "20070314", "14/03/2007", "same" },
        { "born", "14-Mar-2007", "2007-03-14", "same" },
        { "born", "", "2007-03-14", "" },
        { "postcode", "E8 1EA", "e81ea", "same" },
        { "postcode", "E8 1EA", "E8 1EB", "one slip" },
        { "postcode", "E8 1EA", "E8 1QB", "same sector" },
        { "postcode", "E8 1EA", "E8 2QB", "same district" },
        { "postcode", "E8 1EA", "NW3 2QB", "differs" },
        { "postcode", "ZZ99 3VZ", "E8 1EA", "" },
        { "postcode", "2119", "2111", "one slip" },
        { "sex", "Male", "1", "same" },
        { "sex", "F", "M", "differs" },
        { "sex", "9", "M", "" },
        { "sex", "unknown", "M", "" },
        { "number", "943 476 5919", "9434765919", "same" },
        { "number", "9434765919", "9434765991", "one slip" },
        { "number", "9434765919", "4505577104", "differs" },
        { "number", "0000000000", "0000000000", "" },
        { "text", "12 High Street", "12, high street", "same" },
        { "text", "12 High Street", "12 Hgh Street", "one slip" },
        { "text", "7", "8", "differs" },
        { "text", "n/a", "12 High Street", "" },
    };
    struct lc_nicknames *names = lc_nicknames_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *is = level(names, rows[i].role, rows[i].a, rows[i].b, 1);
        cr_expect(eq(str, (char *)is, (char *)rows[i].is), "%s: %s, %s", rows[i].role,
                  rows[i].a, rows[i].b);
    }
    free(names);
}

/* A column is of one form: what only a month first can be says so of all. */
Test(match_alike, a_column_of_dates_is_of_one_form)
{
    const struct lc_match_role *born = lc_match_role_find(lc_slice_of("born"));
    struct lc_slice months[] = { lc_slice_of("03/04/2007"), lc_slice_of("03/25/2007") };
    struct lc_slice days[] = { lc_slice_of("03/04/2007"), lc_slice_of("25/03/2007") };
    struct lc_text text = { 0 };
    cr_assert(born->normal(&text, months[0], born->form(2, months)));
    cr_expect(eq(str, text.data, (char *)"20070304"));
    lc_text_clear(&text);
    cr_assert(born->normal(&text, days[0], born->form(2, days)));
    cr_expect(eq(str, text.data, (char *)"20070403"));
    lc_text_free(&text);
}

/* A number that fails its check is nobody's: that it is another than one that does not
 * says nothing (0), though a slip from it is a slip. 943 476 5919 is the example of the
 * NHS Data Dictionary; of a pupil's number the figures behind the letter by 2 to 13 are
 * 8 * 2 + 1 * 4 + 2 * 5 + 1 * 10 + 1 * 13 = 53, and 53 modulo 23 is 7: the eighth of
 * the letters without I, O and S, H. Of a number of no kind nothing is known. */
Test(match_alike, numbers_by_their_checks)
{
    static const struct {
        const char *role, *a, *b;
        unsigned level;
    } rows[] = {
        { "nhs", "9434765919", "4010232137", 1 },
        { "nhs", "9434765919", "4010232138", 0 },
        { "nhs", "9434765919", "9434765918", 2 },
        { "nhs", "9434765919", "94347659", 0 },
        { "upn", "H801200001001", "X801200001002", 1 },
        { "upn", "H801200001001", "A801200001002", 0 },
        { "upn", "H801200001001", "H801200001002", 2 },
        { "number", "9434765919", "4010232138", 1 },
        { "number", "9434765919", "9434765918", 2 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct lc_match_role *role =
            lc_match_role_find(lc_slice_of(rows[i].role));
        struct lc_match_value x = value_of(rows[i].a), y = value_of(rows[i].b);
        cr_expect(eq(uint, role->compare(&x, &y), rows[i].level), "%zu", i);
        cr_expect(eq(uint, role->compare(&y, &x), rows[i].level), "%zu", i);
    }
}
