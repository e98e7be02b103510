/* The families, and what is said of one by what the others have. */
#pragma once

#include "models/family/family.h"

extern const struct lc_family *const lc_families[];       /* NULL-terminated */
const struct lc_family *lc_family_find(const char *name); /* NULL: there is none */
/* The same, or LC_USAGE with the names of those that there are. */
int lc_family_named(const struct lc_family **family, const char *name,
                    struct lc_error *err) LC_MUST_CHECK;

/* Is it one of those? */
typedef bool lc_family_test(const struct lc_family *family);
lc_family_test lc_family_has_net, lc_family_has_quantiles, lc_family_has_hazard,
    lc_family_has_checks, lc_family_has_intervals, lc_family_has_shares,
    lc_family_keeps_level /* no recalibration */, lc_family_is_untold /* no export */;

/* "cox, fine-gray, aft": the names of those, in the order of the table; NULL: of all.
 */
void lc_families_add(struct lc_text *out, lc_family_test *test);

/* "; of cox, aft" where few families read the row, and some do. */
lc_knob_more lc_families_add_readers;

/* LC_USAGE, saying that the family has no such thing and why not, and which have. */
int lc_family_refuse(const struct lc_family *family, const char *what, const char *why,
                     lc_family_test *test, struct lc_error *err) LC_MUST_CHECK;

enum { LC_READS_WITH = 40 };

/* Does the family read the option of that name? with[LC_READS_WITH], or NULL: the other
 * that it is read with, "" where there is none. */
bool lc_family_reads(const struct lc_family *family, const char *option, char *with);

/* LC_USAGE for the first row given that some family reads (as every row of lc_fit_knobs
 * is) and this one does not, with the families that do; after all of these, for one
 * that the others given leave unread (lc_knobs_agree) or that the family reads only
 * with another. So nobody is sent to an option that is then refused. knobs: those of a
 * verb, or lc_fit_knobs. */
int lc_family_check_options(const struct lc_family *family,
                            const struct lc_knobs *knobs, const void *settings,
                            uint64_t given, struct lc_error *err) LC_MUST_CHECK;
