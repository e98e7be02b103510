/* What of a store is due to go: see doctor_inside.h. */
#include "command/doctor_inside.h"
#include "command/retain_inside.h"
#include "disclosure/small.h"

/* The histories that no rule is of; how many. */
static size_t list_unruled(const struct lc_retain *retain, struct lc_text *names)
{
    size_t count = 0;
    for (size_t i = 0; i < retain->store->histories; i++)
        if (!retain->rule[i] && !lc_retain_is_free(retain, i)) {
            lc_add_listed(names, retain->store->history[i].name);
            count++;
        }
    return count;
}

static void tell_due(struct lc_examined *e, const struct lc_retain_tally *tally)
{
    struct lc_text says = { 0 };
    size_t told[LC_RETAIN_ROWS];
    char due[LC_TOLD_ROOM], unknown[LC_TOLD_ROOM];
    const size_t *n = tally->children;
    lc_tell_parts(LC_RETAIN_ROWS, n, told, NULL);
    lc_text_addf(&says,
                 "%s children are due to go%s; %s have no birth, or no event, to count "
                 "from",
                 lc_told_text(told[LC_ROW_DUE], due),
                 n[LC_ROW_DUE] > 0 ? " ('retain --due', 'erase --due')" : "",
                 lc_told_text(told[LC_ROW_UNKNOWN], unknown));
    lc_examined_tell(e, "due", n[LC_ROW_DUE] == 0, &says);
}

static int look(struct lc_examined *e, const struct lc_retain *retain)
{
    struct lc_retain_tally tally;
    struct lc_text names = { 0 }, says = { 0 };
    int code = lc_retain_tally(&tally, retain, lc_day_today(), NULL);
    if (code)
        return code;
    size_t unruled = list_unruled(retain, &names);
    if (unruled)
        lc_text_addf(&says,
                     "no rule says how long %s are kept, so none of their children is "
                     "ever due: 'retain --rules'",
                     names.data ? names.data : "");
    else
        lc_text_add(&says, "every history has its rule ('retain')");
    e->failed |= names.failed;
    lc_text_free(&names);
    lc_examined_tell(e, "retention", !unruled, &says);
    if (unruled < e->store.histories)
        tell_due(e, &tally);
    lc_retain_tally_free(&tally);
    return LC_OK;
}

void lc_examine_retention(struct lc_examined *e)
{
    struct lc_retain retain;
    struct lc_text says = { 0 };
    if (lc_store_is_unlinked(&e->store)) {
        lc_text_add(&says, "what is due is not known before link has run");
        lc_examined_tell(e, "retention", false, &says);
        return;
    }
    e->failed |= lc_retain_begin(&retain, &e->store, NULL) || look(e, &retain);
    lc_retain_end(&retain);
}
