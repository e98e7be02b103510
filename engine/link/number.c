/* The first pass: records that bear the same number, where nothing speaks against it.
 * One system's rows may say another system's number (link.csv, ssd_linked_identifiers);
 * that system's own records have it as their local number. */
#include <string.h>

#include "base/text.h"
#include "link/alike_inside.h"
#include "link/key_inside.h"
#include "link/pass_inside.h"
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
} kinds[] = {
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

enum { KINDS = sizeof kinds / sizeof *kinds };

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

/* The kind that a system's own numbers are, or 0. */
static uint16_t number_kind_of_system(const char *system)
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

static int add_number(struct lc_keys *keys, struct lc_text *text, uint16_t kind,
                      const char *number, uint32_t record, struct lc_error *err)
{
    char head[] = { (char)('a' + kind), ':' };
    lc_text_clear(text);
    lc_text_add_bytes(text, head, sizeof head);
    size_t size = lc_normal_number(text, lc_slice_of(number));
    int code = lc_text_check(text, err);
    if (code
        || lc_number_is_nobodys(text->data + sizeof head, size,
                                lc_number_is_exclusive(kind)))
        return code;
    return lc_keys_add(keys, (struct lc_slice){ text->data, text->size }, record, err);
}

int lc_link_by_number(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                      struct lc_error *err)
{
    const struct lc_store *store = evidence->store;
    struct lc_text text = { 0 };
    int code = LC_OK;
    for (size_t i = 0; i < evidence->ids->count && !code; i++) {
        const struct lc_identity *id = evidence->ids->row + i;
        uint16_t system = store->record[id->record].system;
        uint16_t own = number_kind_of_system(lc_codes_name(&store->systems, system));
        uint16_t other = id->other_type ? lc_number_kind(id->other_type) : 0;
        if (own && id->local)
            code = add_number(keys, &text, own, id->local, id->record, err);
        if (!code && other && id->other_value)
            code = add_number(keys, &text, other, id->other_value, id->record, err);
    }
    lc_text_free(&text);
    return code;
}

/* --- may the number be believed? -------------------------------------------------- */

/* A number may be mistyped, or that of a twin, of a household, or of nobody. One that
 * agrees is believed only where what else is said of the two does not speak against it;
 * a first name is the thing that tells the children of one home apart. */

static bool share_home(const struct lc_alike *alike)
{
    return alike->surname >= LC_LIKE_NEAR || alike->postcode == LC_LIKE_SAME;
}

static const char *against(const struct lc_alike *alike)
{
    bool home = share_home(alike);
    if (home && alike->born >= LC_LIKE_NEAR)
        return "the same number and birth date, another first name: twins?";
    if (home)
        return "the same number, another first name: a sister or brother?";
    return alike->born >= LC_LIKE_NEAR ? "the same number, another name"
                                       : "nothing agrees but the number";
}

/* Of one of the two no first name is said. */
static enum lc_ruling rule_unnamed(const struct lc_alike *alike, const char **why)
{
    bool home = share_home(alike);
    bool other = alike->sex == LC_LIKE_NOT || alike->surname == LC_LIKE_NOT;
    *why = "the same number, another birth date or sex, and a first name missing";
    if (alike->born == LC_LIKE_NOT || (alike->sex == LC_LIKE_NOT && !home))
        return LC_RULED_DOUBTFUL;
    if (alike->born >= LC_LIKE_NEAR)
        return alike->sex == LC_LIKE_NOT ? LC_RULED_DOUBTFUL : LC_RULED_ONE;
    *why = "the same number; what else is said of them differs";
    if (other && !home)
        return LC_RULED_DOUBTFUL;
    return home && !other ? LC_RULED_ONE : LC_RULED_BARE;
}

enum lc_ruling lc_link_rule_number(const struct lc_alike *alike, const char **why)
{
    bool home = share_home(alike);
    if (alike->forename == LC_LIKE_UNSAID)
        return rule_unnamed(alike, why);
    *why = against(alike);
    if (alike->forename == LC_LIKE_NOT)
        return LC_RULED_DOUBTFUL;
    *why = "the same number and nearly the same first name, another sex";
    if (alike->forename == LC_LIKE_NEAR && alike->sex == LC_LIKE_NOT)
        return LC_RULED_DOUBTFUL;
    *why = "the same number and first name, another surname, birth date and postcode";
    if (alike->born >= LC_LIKE_NEAR || home)
        return LC_RULED_ONE;
    return alike->born == LC_LIKE_NOT || alike->surname == LC_LIKE_NOT
               ? LC_RULED_DOUBTFUL
               : LC_RULED_ONE;
}
