/* What no file of an agency can say: each child's risk to a day, what would have been
 * otherwise, and who knew what. */
#pragma once

#include "base/error.h"
#include "datasets/borough/form_inside.h"

enum { LC_RISK_HORIZONS = 3 };
extern const int lc_risk_months[LC_RISK_HORIZONS]; /* 6, 12, 24 */

/* Which of it is asked for. */
struct lc_asides {
    bool hazards;               /* of a first entry, in spells */
    int32_t day;                /* first of a month, or LC_NO_DAY: no risks */
    int runs;                   /* forward from it, 1 or more */
    bool knowledge;             /* which agency entered what, and when */
    bool without_panel;         /* each child's first entry had no panel sat */
    const struct lc_form *form; /* of the yearly returns, beside the CSVs; or NULL */
};

/* Lives again of one family; made once a shard, and freed by lc_again_free(). */
struct lc_again {
    struct lc_world world, unhelped; /* lived to beyond the day; and without a panel */
    struct lc_coefficients *truth;   /* the second's */
    struct lc_home home;
    struct lc_home kept; /* as the lives stood on the day, rows and all */
};
int lc_again_new(struct lc_again *again, const struct lc_world *world,
                 const struct lc_asides *asides, struct lc_error *err) LC_MUST_CHECK;
void lc_again_free(struct lc_again *again);

/* The risk of a first entry within each of the months from the day, by living on `runs`
 * times from how things stand then, with new chances each time: of each child of the
 * family who is known to an agency, lives here, is 10 or over, not unaccompanied and
 * was never looked after. One row a child. Error of a share p: sqrt(p (1 - p) / runs).
 * O(runs x months x children). */
void lc_write_risks(struct lc_pages *pages, struct lc_again *again,
                    const struct lc_household *family, const struct lc_asides *asides);

/* The day of the first entry had no panel helped, "" for none: one row a child that a
 * panel discussed. By the same chances as far as things go the same way. */
void lc_write_unhelped(struct lc_pages *pages, struct lc_again *again,
                       const struct lc_home *home);

/* Every happening with the agency that knows it, and the day on which it entered it. */
void lc_write_knowledge(struct lc_pages *pages, const struct lc_life *life);
