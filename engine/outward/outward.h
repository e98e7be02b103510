/* What a store holds of social care, in the forms that go out of the authority again.
 *
 * A form is a row of lc_outward_forms and a file of its own. It holds what social
 * care's own records say, as known on a day; which histories, and what of them it has
 * no place for, docs/outward.md says. Names and birth dates are the identity file's:
 * whoever writes a form looks at children (store/reveal.h). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "store/identity.h"
#include "store/store.h"

struct lc_outward {
    const struct lc_store *store; /* loaded whole, and linked */
    const struct lc_identities *ids;
    int32_t asof; /* what was known at 00:00 of this day; LC_OPEN: what is said today */
};

/* What became of the events of the histories that a form has. */
struct lc_outward_tally {
    size_t children;
    size_t events;   /* written */
    size_t bare;     /* of them: hung on a referral or enquiry that the store lacks */
    size_t unplaced; /* not written: the form cannot say them of that child */
};

struct lc_outward_form {
    const char *name;   /* as on the command line */
    const char *ending; /* of a file of it, ".json" */
    /* Adds the whole file to out. LC_NOMEM. O(events of the store). */
    int (*write)(struct lc_text *out, struct lc_outward_tally *tally,
                 const struct lc_outward *from, struct lc_error *err);
};

extern const struct lc_outward_form *const lc_outward_forms[]; /* ends with NULL */

/* The form of that name, or NULL. */
const struct lc_outward_form *lc_outward_find(const char *name);
