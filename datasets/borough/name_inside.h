/* What the children of the borough are called: forenames and surnames by where a
 * family's names come from, and what else a name may be written as. All of it is put
 * together here from common names and parts of names; nobody is meant.
 *
 * A name hangs on the family's `names` and `surnames`, the place in the family and the
 * sex alone, so that every agency finds the same, and no two children of a family share
 * a forename.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "datasets/borough/world_inside.h"

/* In the order of the LC_F_WRITTEN_ figures (coefficient.h). */
/* clang-format off */
#define LC_ORIGIN_LIST(X) \
    X(british) X(irish) X(eastern_european) X(south_asian_hindu) X(tamil) \
    X(south_asian_muslim) X(sikh) X(afghan) X(arabic) X(somali) X(eritrean) \
    X(west_african) X(caribbean) X(portuguese) X(chinese) X(other)
/* clang-format on */

enum { LC_NAME_ROOM = 64 };

/* Names between blanks, the commonest first ('_' is a blank inside of a name): name r
 * (from 1) is drawn at a weight of r to the -power. A share `tail` is put together from
 * a head and an end instead, so that rare names exist too. */
struct lc_name_list {
    const char *names;
    double power, tail;
    const char *heads, *ends;
};

struct lc_name_origin {
    const char *word; /* lc_people.origin */
    struct lc_name_list boys, girls, surnames;
    int fathers;          /* no family name: so many fathers' forenames in its place */
    double hyphened;      /* share with two surnames, one of each side, by a hyphen */
    double spaced;        /* the same by a blank */
    double two_forenames; /* share with two, by a blank */
    const char *first_boys; /* the first of two for boys, when it is not any */
    const char *womens;     /* surnames of women, in place of the family's ... */
    double womens_share;    /* ... in this share of families */
    double believers;       /* share of families with Singh and Kaur as surname; in the
                               others these are second forenames */
    const char *daughters;  /* "ski ska": ends of surnames, of sons and of daughters */
};

#define LC_ORIGIN_DECLARE(word) extern const struct lc_name_origin lc_origin_##word;
LC_ORIGIN_LIST(LC_ORIGIN_DECLARE)
#undef LC_ORIGIN_DECLARE

enum {
#define X(word) LC_ORIGIN_OF_##word,
    LC_ORIGIN_LIST(X)
#undef X
        LC_ORIGINS
};
extern const struct lc_name_origin *const lc_origins[LC_ORIGINS];

/* The origin's place in lc_origins, or -1. A word may be two joined by '+': forenames
 * of either, surnames of the second; `first` and `second` may be NULL. */
bool lc_origin_find(const char *word, int *first, int *second);

enum lc_name_when {
    LC_NAMED,        /* at birth */
    LC_NAMED_ANEW,   /* after a change of surname, that the family shares */
    LC_NAMED_ADOPTED /* by another family */
};

struct lc_name {
    char forename[LC_NAME_ROOM], surname[LC_NAME_ROOM];
};

/* Of member k of the family. alike: the share of births of twins whose forenames begin
 * with one letter. */
void lc_name_draw(const struct lc_household *family, int k, bool male,
                  enum lc_name_when when, double alike, struct lc_name *out);

/* Changes of a name in place; `how` in (0, 1) chooses among those that it allows. They
 * return whether it allowed any. (name_spell.c) */
bool lc_name_slip(char *name,
                  double how); /* a letter lost, doubled, moved, typed wrong */
bool lc_name_spell(char *name, double how); /* another spelling of the same sound */
bool lc_name_short(char *name, double how); /* what it is shortened to */
bool lc_name_drop(char *name, double how);  /* one part of several */
bool lc_name_join(char *name,
                  double how); /* a hyphen for a blank, or the reverse, or none */
bool lc_name_plain(char *name, double how); /* letters without their accents */
bool lc_name_bare(char *name, double how);  /* no apostrophe */
bool lc_name_shout(char *name, double how); /* capitals; of ASCII alone */

/* A number in (0, 1) that belongs to a key and `which`. */
double lc_name_unit(uint64_t key, unsigned which);
