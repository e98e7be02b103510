/* Inside of role.h: what roles are made of. */
#pragma once

#include "base/memory.h"
#include "match/role.h"

/* Parts of a value that blocking rules go by; a part of 0 is in no rule. */
enum { LC_PART_WHOLE, LC_PART_HEAD, LC_PART_SOUND, LC_PART_PARTS };

enum { LC_MATCH_GROUPS = 4 }; /* of nicknames that one name may stand in */

/* Of a name of several words. */
struct lc_match_word {
    const char *text; /* in the name's, not terminated */
    uint32_t size, sound;
    uint16_t group[LC_MATCH_GROUPS];
};

struct lc_match_value {
    const char *text;                 /* normalised, terminated */
    const struct lc_match_word *word; /* until one of size 0; NULL: a name of one */
    uint32_t size;
    uint32_t letters; /* which bytes it has, by their low 5 bits */
    uint32_t head;    /* first letter; year; sector */
    uint32_t sound;   /* as it sounds */
    union {
        uint16_t group[LC_MATCH_GROUPS]; /* nicknames; 0 ends */
        struct {
            int16_t year;
            int8_t month, day; /* as written, even if there is no such day */
            int32_t number;    /* days since 1970, or LC_NO_DAY if there is none */
        } born;
    } is;
};

/* Are they one slip apart: a character more, less, another, or two neighbours
 * exchanged? O(size). */
bool lc_match_slip(const char *a, size_t n, const char *b, size_t m);

/* Jaro's similarity with Winkler's prefix (1990, Proc. Section on Survey Research
 * Methods, ASA, 354-359), 0 to 1, of the first 64 bytes; 0 where it must be below
 * `least`. */
double lc_match_jaro_winkler(const struct lc_match_value *a,
                             const struct lc_match_value *b, double least);

void lc_match_letters(struct lc_match_value *value); /* text, size -> letters, head */
/* Forms of one name, a group each (nickname.c). NULL: out of memory; free() it. */
struct lc_nicknames;
struct lc_nicknames *lc_nicknames_new(void);
/* The groups that a name stands in, into group[LC_MATCH_GROUPS]. O(log of the table).
 */
void lc_nicknames_find(const struct lc_nicknames *names, struct lc_slice name,
                       uint16_t *group);

/* The words of a name that begin where `breaks` says (normal.h), into value->word,
 * which the arena owns. LC_NOMEM. */
int lc_match_words_make(lc_arena *arena, uint64_t breaks,
                        const struct lc_nicknames *names,
                        struct lc_match_value *value) LC_MUST_CHECK;

extern const struct lc_match_role lc_match_role_forename, lc_match_role_surname,
    lc_match_role_born, lc_match_role_postcode, lc_match_role_sex, lc_match_role_nhs,
    lc_match_role_upn, lc_match_role_number, lc_match_role_text;
