/* What is written where nothing is known, and what only looks like it. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "match/normal.h"

TestSuite(placeholder, .init = lc_begin);

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* clang-format off */
static const char *const names_of_nobody[] = {
    "", "-", "?", "???", "  ", "Unknown", "UNKNOWN", "unknown ", "Un-known", "N/K",
    "Not Known", "not known", "NOT-STATED", "Name not known", "No name given", "n/a",
    "N.A.", "na", "baby", "Baby 1", "Baby Boy", "Baby of Ann", "Unborn Baby",
    "Unborn child of Ann", "Infant", "Twin 1", "Twin Two", "twin1", "Male",
    "Unknown Male 2", "Child A", "test", "TEST", "Test 12", "ZZTest", "xx", "XXX",
    "zzzz", "J", "j.", "UASC", "UASC 4", "Asylum-seeker", "TBC", "to be confirmed",
    "Do not use", "Withheld", "Redacted", "FNU", "1", "0000", "Anonymous", "(unknown)",
    "Unknown (male)",
    "\xc3\x9cnknown", /* U+00DC */
};
/* clang-format on */

Test(placeholder, names_of_nobody)
{
    for (size_t i = 0; i < COUNT(names_of_nobody); i++)
        cr_expect(lc_name_is_nobody(lc_slice_of(names_of_nobody[i])), "'%s'",
                  names_of_nobody[i]);
}

/* Names that begin or end as placeholders do, are short, or are made of the small words
 * that join placeholders. */
Test(placeholder, names_of_somebody)
{
    static const char *const somebody[] = {
        "Ann",         "Jo",       "Li",           "Ng",           "Bo",
        "To",          "Do",       "The",          "Unknownson",   "Babyface",
        "Testa Rossa", "Ann Test", "Mary Child",   "Noname-Smith", "O'Neil",
        "Nkosi",       "Nana",     "Tessa",        "Malek",        "Boyd",
        "Twinn",       "Personne", "\xe7\x8e\x8b", /* U+738B, one letter and a whole
                                                      name */
        "\xc3\x96z",                               /* U+00D6 */
    };
    for (size_t i = 0; i < COUNT(somebody); i++)
        cr_expect(not(lc_name_is_nobody(lc_slice_of(somebody[i]))), "'%s'",
                  somebody[i]);
}

/* All of a name is looked at, however long: what begins as a placeholder for 62 to 64
 * letters, and for 1,000, and then goes on, is a name. */
Test(placeholder, long_names)
{
    static const size_t sizes[] = { 62, 63, 64, 65, 1000 };
    char name[1010];
    for (size_t s = 0; s < COUNT(sizes); s++)
        for (const char *of = "x7"; *of; of++) {
            memset(name, *of, sizes[s]);
            name[sizes[s]] = 0;
            cr_expect(lc_name_is_nobody(lc_slice_of(name)), "%zu", sizes[s]);
            strcat(name, "ann");
            cr_expect(not(lc_name_is_nobody(lc_slice_of(name))), "%zu", sizes[s]);
        }
}

Test(placeholder, days_and_postcodes)
{
    cr_assert(lc_born_is_nobodys(lc_day_of(1900, 1, 1)));
    cr_assert(lc_born_is_nobodys(lc_day_of(1970, 1, 1)));
    cr_assert(not(lc_born_is_nobodys(lc_day_of(2010, 1, 1))));
    cr_assert(not(lc_born_is_nobodys(LC_NO_DAY)));
    cr_assert(lc_postcode_is_nobodys(""));
    cr_assert(lc_postcode_is_nobodys("E8"));
    cr_assert(lc_postcode_is_nobodys("ZZ993VZ"));
    cr_assert(not(lc_postcode_is_nobodys("E81EA")));
}

Test(placeholder, numbers_of_nobody)
{
    static const char *const nobody[] = { "",          "12",         "9999999999",
                                          "UNKNOWN",   "1234567890", "0123456789",
                                          "987654321", "9876543210" };
    static const char *const somebody[] = { "9434765919", "A123456789012", "E0001",
                                            "12345",      "B00001",        "10000001" };
    for (size_t i = 0; i < COUNT(nobody); i++)
        cr_expect(lc_number_is_nobodys(nobody[i], strlen(nobody[i]), false), "%s",
                  nobody[i]);
    for (size_t i = 0; i < COUNT(somebody); i++)
        cr_expect(not(lc_number_is_nobodys(somebody[i], strlen(somebody[i]), false)),
                  "%s", somebody[i]);
    cr_assert(lc_number_is_nobodys("9999999990", 10, true));
    cr_assert(not(lc_number_is_nobodys("9999999990", 10, false)));
}
