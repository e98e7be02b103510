/* See words_inside.h. */
#include "models/report/words_inside.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *words;
} table[] = {
    { "person", "The child" },
    { "care", "Care before" },
    { "missing", "Missing" },
    { "missing_care", "Missing while in care" },
    { "cse", "Child sexual exploitation" },
    { "cce", "Child criminal exploitation" },
    { "trafficking", "Trafficking" },
    { "gang", "Gangs" },
    { "offence", "Offending" },
    { "referral", "Referrals" },
    { "early_help", "Early help" },
    { "assessment", "Assessments" },
    { "factor", "Factors found at assessment" },
    { "cin", "Child in need" },
    { "cin_plan", "Child in need plan" },
    { "s47", "Section 47 enquiries" },
    { "icpc", "Child protection conferences" },
    { "cpp", "Child protection plan" },
    { "legal_status", "Legal status" },
    { "uasc", "Unaccompanied asylum seeking" },
    { "exclusion", "Exclusions" },
    { "all", "All" },
    { "birth", "Birth not known" },
    { "too_young", "Too young" },
    { "too_old", "Too old" },
    { "died", "Died" },
    { "adopted", "Adopted" },
    { "looked_after", "Looked after" },
    { "been_in_care", "In care before" },
    { "not_known", "Not known to agencies" },
    { "model", "This model" },
    { "missing_episodes", "Rank by missing episodes" },
    { "base_rate", "No ranking (base rate)" },
    { "entry", "Entered care" },
    { "other_entry", "Entered care in a way that the study does not count" },
    { "death", "Died" },
    { "moved", "Moved out of the authority" },
    { "permanence", "Adoption or another permanence order" },
};

const char *lc_words_of(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, name) == 0)
            return table[i].words;
    return name;
}
