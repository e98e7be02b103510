/* Numbers that one person has. One system's rows may say another system's number
 * (link.csv, ssd_linked_identifiers); that system's own records have it as their local
 * number. */
#include "link/number_inside.h"

#include <ctype.h>
#include <string.h>

#include "match/normal.h"

/* Types of identifier that name one person, as SSD and agencies spell them (compared
 * without case and punctuation). Those not here (court cases, incidents, families) are
 * shared between people, so nothing is linked by them. */
/* clang-format off */
static const struct {
    const char *type; /* normalised */
    uint16_t kind;
} types[] = {
    { "uniquepupilnumber", 1 }, { "upn", 1 }, { "formeruniquepupilnumber", 1 }, { "formerupn", 1 },
    { "nhsnumber", 2 }, { "nhs", 2 },
    { "yotnumber", 3 }, { "yjsnumber", 3 }, { "youthjusticenumber", 3 }, { "youthjustice", 3 },
    { "ni", 4 }, { "ninumber", 4 }, { "nationalinsurancenumber", 4 },
    { "homeoffice", 5 }, { "homeofficenumber", 5 }, { "homeofficereference", 5 },
    { "policenumber", 6 }, { "policeid", 6 }, { "police", 6 }, { "pnc", 6 }, { "pncid", 6 },
    { "socialcarenumber", 7 }, { "socialcareid", 7 }, { "socialcare", 7 },
    { "uniquelearnernumber", 8 }, { "uln", 8 },
};

static const struct {
    const char *name, *system; /* the system whose own numbers are of the kind */
    bool exclusive;
} kinds[LC_NUMBER_KINDS] = {
    { "birth date", NULL, true },
    { "unique pupil number", "education", true },
    { "NHS number", NULL, true },
    { "youth justice number", "youth_justice", false },
    { "national insurance number", NULL, true },
    { "Home Office number", NULL, false },
    { "police number", "police", false },
    { "social care number", "social_care", false },
    { "unique learner number", NULL, true },
};
/* clang-format on */

enum { KINDS = LC_NUMBER_KINDS, PUPIL = 1, NHS = 2 };

uint16_t lc_number_kind(const char *type)
{
    struct lc_text normal = { 0 };
    uint16_t kind = 0;
    lc_normal_name(&normal, lc_slice_of(type));
    for (size_t i = 0; normal.data && i < sizeof types / sizeof *types; i++)
        if (strcmp(normal.data, types[i].type) == 0)
            kind = types[i].kind;
    lc_text_free(&normal);
    return kind;
}

uint16_t lc_number_kind_of_system(const char *system)
{
    for (uint16_t k = 1; k < KINDS; k++)
        if (kinds[k].system && strcmp(kinds[k].system, system) == 0)
            return k;
    return 0;
}

bool lc_number_is_exclusive(uint16_t kind)
{
    return kind < KINDS && kinds[kind].exclusive;
}

const char *lc_number_name(uint16_t kind)
{
    return kind < KINDS ? kinds[kind].name : "";
}

bool lc_number_is_said(struct lc_text *out, uint16_t kind, const char *number)
{
    size_t from = out->size, kept = lc_normal_number(out, lc_slice_of(number));
    if (out->failed || !out->data)
        return false;
    const char *text = out->data + from;
    bool said = kept && !lc_number_is_nobodys(text, kept, lc_number_is_exclusive(kind))
                && !(kind == PUPIL && kept == 13 && isalpha((unsigned char)text[12]));
    if (!said)
        out->size = from;
    return said;
}

bool lc_number_fails_check(uint16_t kind, const char *normal, size_t size)
{
    return (kind == PUPIL && !lc_pupil_number_checks(normal, size))
           || (kind == NHS && !lc_nhs_number_checks(normal, size));
}

const char *lc_number_role(uint16_t kind)
{
    return kind == PUPIL ? "upn" : kind == NHS ? "nhs" : "number";
}
