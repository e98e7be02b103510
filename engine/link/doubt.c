#include "link/doubt_inside.h"

#include <limits.h>

static enum lc_likeness likeness_of(unsigned level, unsigned near, unsigned levels)
{
    return level == 0        ? LC_LIKE_UNSAID
           : level == levels ? LC_LIKE_SAME
           : level >= near   ? LC_LIKE_NEAR
                             : LC_LIKE_NOT;
}

/* The levels from which a thing is near; of sex and postcode none. */
static const unsigned near_from[LC_LINK_NAMED] = { LC_NAME_ALIKE, LC_NAME_ALIKE,
                                                   LC_BORN_FIRST, UINT_MAX, UINT_MAX };

static void note_number(struct lc_alike *a, unsigned level, unsigned most, bool one)
{
    a->number |= level == most;
    a->others |= level == 1;
    a->two |= level == 1 && one;
}

struct lc_alike lc_alike_of(const struct lc_link_table *table,
                            const struct lc_match_pair *pair)
{
    uint64_t levels = pair->levels;
    struct lc_alike a = { 0 };
    enum lc_likeness *const all[LC_LINK_NAMED] = { &a.forename, &a.surname, &a.born,
                                                   &a.sex, &a.postcode };
    for (size_t f = 0; f < table->fields; f++) {
        unsigned level = lc_match_level(levels, f), most = table->field[f].role->levels;
        if (f < LC_LINK_NAMED)
            *all[f] = likeness_of(level, near_from[f], most);
        else
            note_number(&a, level, most, lc_number_is_exclusive(table->kind[f]));
    }
    unsigned forename = lc_match_level(levels, LC_FORENAME);
    if ((forename == LC_NAME_ALIKE || forename == LC_NAME_NEAR)
        && lc_given_are_two(&table->given, pair->a, pair->b))
        a.forename = LC_LIKE_NOT;
    if (forename == LC_NAME_EXCHANGED)
        a.surname = LC_LIKE_NEAR; /* the forename's level speaks for both */
    a.first = lc_match_level(levels, LC_BORN) == LC_BORN_FIRST;
    a.little = forename == LC_NAME_ALIKE;
    a.slip = forename == LC_NAME_SLIP;
    a.borne = (a.little || a.slip)
              && lc_match_sayers(table->match, pair->a, LC_FORENAME) > 1
              && lc_match_sayers(table->match, pair->b, LC_FORENAME) > 1;
    a.loose = forename == LC_NAME_ALIKE || forename == LC_NAME_NEAR
              || forename == LC_NAME_WORDS || forename == LC_NAME_PART
              || forename == LC_NAME_FORM;
    a.system = table->system[pair->a] == table->system[pair->b];
    return a;
}

/* --- a number in common ----------------------------------------------------------- */

/* A number may be mistyped, or that of a twin, of a household, or of nobody; a first
 * name is the thing that tells the children of one home apart. */

static bool share_home(const struct lc_alike *alike)
{
    return alike->surname >= LC_LIKE_NEAR || alike->postcode == LC_LIKE_SAME;
}

static const char *another_forename(const struct lc_alike *alike)
{
    bool home = share_home(alike), born = alike->born >= LC_LIKE_NEAR;
    if (!alike->number)
        return home && born ? "the same birth date, another first name: twins?"
                            : "another first name";
    if (home && born)
        return "the same number and birth date, another first name: twins?";
    if (home)
        return "the same number, another first name: a sister or brother?";
    return born ? "the same number, another name" : "nothing agrees but the number";
}

/* Of one of the two no first name is said. */
static const char *unnamed(const struct lc_alike *alike)
{
    bool home = share_home(alike);
    bool other = alike->sex == LC_LIKE_NOT || alike->surname == LC_LIKE_NOT;
    if (!alike->number)
        return alike->born == LC_LIKE_SAME
                   ? "the same birth date, and a placeholder for a name"
                   : "a placeholder for a name";
    if (alike->born == LC_LIKE_NOT || (alike->sex == LC_LIKE_NOT && !home))
        return "the same number, another birth date or sex, and a first name missing";
    if (alike->born >= LC_LIKE_NEAR)
        return alike->sex == LC_LIKE_NOT
                   ? "the same number, another sex, and a first name missing"
                   : NULL;
    return other ? "the same number; what else is said of them differs" : NULL;
}

/* Twins are often called alike: is there more to say that they are two? A person has
 * one number of some kinds; an agency has a person once, but for its mistakes. */
static bool numbers_say_two(const struct lc_alike *alike)
{
    return alike->loose && alike->two;
}

/* Names that are alike as one text, and of which each has a word more than the other.
 */
static bool words_say_two(const struct lc_alike *alike)
{
    return alike->loose && alike->forename == LC_LIKE_NOT;
}

bool lc_doubt_two(const struct lc_alike *alike)
{
    return numbers_say_two(alike) || words_say_two(alike)
           || (alike->little && alike->system && alike->surname == LC_LIKE_SAME
               && alike->born == LC_LIKE_SAME && alike->sex != LC_LIKE_SAME);
}

static const char *with_number(const struct lc_alike *alike)
{
    if (numbers_say_two(alike) || (alike->little && alike->system))
        return "the same number, first names that are alike, and another number or "
               "one system: twins?";
    if (alike->born != LC_LIKE_NOT)
        return NULL;
    if (alike->forename != LC_LIKE_SAME)
        return "the same number, another birth date and nearly the same first name";
    return alike->surname == LC_LIKE_NOT && alike->postcode != LC_LIKE_SAME
               ? "the same number and first name, another surname, birth date and "
                 "postcode"
               : NULL;
}

/* Of namesakes the birth date tells. A slip makes a name that nobody else bears; two
 * names that others bear are rather two persons'. */
static const char *without_number(const struct lc_alike *alike)
{
    bool names = alike->forename == LC_LIKE_SAME && alike->surname == LC_LIKE_SAME;
    if (alike->born == LC_LIKE_UNSAID)
        return "the same name, and a birth date missing";
    if (numbers_say_two(alike) || (alike->little && (alike->others || alike->system)))
        return "first names that are alike, other numbers: twins?";
    if (alike->little && alike->borne)
        return "first names that are alike, and others bear either: twins?";
    return !names && alike->first && alike->postcode != LC_LIKE_SAME
               ? "nearly the same name, and the first of a month or year"
               : NULL;
}

const char *lc_doubt_why(const struct lc_alike *alike)
{
    if (alike->forename == LC_LIKE_UNSAID)
        return unnamed(alike);
    if (alike->forename == LC_LIKE_NOT)
        return another_forename(alike);
    if (alike->forename == LC_LIKE_NEAR && alike->sex == LC_LIKE_NOT)
        return "nearly the same first name, another sex";
    return alike->number ? with_number(alike) : without_number(alike);
}

const char *lc_doubt_joined(const struct lc_alike *alike)
{
    if (alike->number || alike->born != LC_LIKE_SAME || !share_home(alike))
        return NULL;
    if (alike->little)
        return "joined, and the first names are no more than alike: twins?";
    return alike->slip && alike->borne
               ? "joined; first names within a slip, and others bear either: twins?"
               : NULL;
}

const char *lc_doubt_words(const struct lc_alike *alike)
{
    bool names = alike->forename == LC_LIKE_SAME && alike->surname == LC_LIKE_SAME;
    if (alike->number)
        return "the same number";
    if (alike->born == LC_LIKE_SAME)
        return names ? "the same name and birth date, and no more"
               : alike->surname >= LC_LIKE_NEAR
                   ? "the same birth date, and nearly the same name"
                   : "the same birth date and nearly the same first name; another "
                     "surname";
    if (alike->born >= LC_LIKE_NEAR)
        return names ? "the same name, and nearly the same birth date"
                     : "nearly the same name and birth date";
    return names ? "the same name, another birth date" : "alike in part";
}
