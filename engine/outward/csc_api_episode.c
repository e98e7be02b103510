/* The payload's episodes of social care (csc_api_inside.h). */
#include "outward/csc_api_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/seen.h"

static bool says_yes(const struct lc_history *h, uint64_t i, const char *attribute,
                     bool *said)
{
    json_t *flag = lc_csc_attribute(h, i, attribute);
    const char *text = json_string_value(flag);
    bool yes = text && strcmp(text, "Y") == 0;
    *said = text;
    json_decref(flag);
    return yes;
}

static json_t *flag_json(const struct lc_history *referral, int64_t i)
{
    bool said = false;
    bool yes = i >= 0 && says_yes(referral, (uint64_t)i, "nfa", &said);
    return said ? json_boolean(yes) : json_null();
}

/* A referral, a spell in need, or both: what began on one day is one episode. A spell
 * without its referral says its source itself. */
static void add_episode(struct lc_csc_writing *w, const struct lc_history *referral,
                        int64_t r, const struct lc_history *cin, int64_t c)
{
    const struct lc_history *h = r < 0 ? cin : referral;
    uint64_t i = (uint64_t)(r < 0 ? c : r);
    int32_t end = c < 0 ? h->end[i] : cin->end[c];
    json_t *row = json_object();
    lc_csc_put_number(w, row, "social_care_episode_id", h, i);
    lc_csc_put(w, row, "referral_date", lc_json_day(h->start[i]));
    lc_csc_put(w, row, "referral_source",
               r < 0 ? lc_csc_attribute(cin, i, "source")
                     : lc_csc_code(&h->codes, h->code[i]));
    lc_csc_put(w, row, "referral_no_further_action_flag", flag_json(referral, r));
    lc_csc_put(w, row, "closure_date", c < 0 ? json_null() : lc_json_day(end));
    lc_csc_put(w, row, "closure_reason",
               c < 0 ? json_null()
                     : lc_csc_attribute(cin, (uint64_t)c, "close_reason"));
    lc_csc_put(w, row, "purge", json_false());
    lc_csc_put_source(w, row, h, i);
    w->failed |= !lc_json_push(w->episodes, row);
    lc_csc_keep(w, &w->episode, &(struct lc_csc_made){ h->start[i], end, false, row });
    w->tally->events += (size_t)(r >= 0) + (size_t)(c >= 0);
    w->tally->bare += r < 0;
}

/* Of a referral and a spell of one day: 0 where one row said both, 1 where both have
 * one source, 2 else. */
static int apart(const struct lc_history *referral, uint64_t r,
                 const struct lc_history *cin, uint64_t c)
{
    if (referral->file[r] == cin->file[c] && referral->line[r] == cin->line[c])
        return 0;
    json_t *one = lc_csc_code(&referral->codes, referral->code[r]);
    json_t *two = lc_csc_attribute(cin, c, "source");
    bool same = json_equal(one, two);
    json_decref(one);
    json_decref(two);
    return same ? 1 : 2;
}

/* The spell that the referral began: the nearest of its day that no other has; -1:
 * none, as where no further action was taken. */
static int64_t spell_of(const struct lc_csc_writing *w,
                        const struct lc_history *referral, uint64_t r,
                        const struct lc_history *cin, const bool *used, int within)
{
    bool said;
    struct lc_history_rows rows = lc_history_rows_of(cin, w->child);
    for (uint64_t c = rows.first; c < rows.end; c++)
        if (cin->start[c] == referral->start[r] && !used[c - rows.first]
            && lc_outward_sees(w->from, cin, c) && apart(referral, r, cin, c) <= within
            && !says_yes(referral, r, "nfa", &said))
            return (int64_t)c;
    return -1;
}

/* spell[]: the row of each referral's; used[]: the spells that have one. */
static void pair(const struct lc_csc_writing *w, const struct lc_history *referral,
                 const struct lc_history *cin, int64_t *spell, bool *used)
{
    struct lc_history_rows rows = lc_history_rows_of(referral, w->child);
    uint64_t first = lc_history_rows_of(cin, w->child).first;
    for (uint64_t r = rows.first; r < rows.end; r++)
        spell[r - rows.first] = -1;
    for (int within = 0; within < 3; within++)
        for (uint64_t r = rows.first; r < rows.end; r++) {
            int64_t *mine = spell + (r - rows.first);
            if (*mine >= 0 || !lc_outward_sees(w->from, referral, r))
                continue;
            *mine = spell_of(w, referral, r, cin, used, within);
            if (*mine >= 0)
                used[(uint64_t)*mine - first] = true;
        }
}

void lc_csc_add_episodes(struct lc_csc_writing *w)
{
    const struct lc_history *referral = lc_store_history(w->from->store, "referral");
    const struct lc_history *cin = lc_store_history(w->from->store, "cin");
    struct lc_history_rows of = lc_history_rows_of(referral, w->child);
    struct lc_history_rows in = lc_history_rows_of(cin, w->child);
    int64_t *spell = lc_alloc(of.end - of.first, sizeof *spell);
    bool *used = lc_alloc(in.end - in.first, sizeof *used);
    w->failed |= !spell || !used;
    if (!w->failed)
        pair(w, referral, cin, spell, used);
    for (uint64_t r = of.first; r < of.end && !w->failed; r++)
        if (lc_outward_sees(w->from, referral, r))
            add_episode(w, referral, (int64_t)r, cin, spell[r - of.first]);
    for (uint64_t c = in.first; c < in.end && !w->failed; c++)
        if (!used[c - in.first] && lc_outward_sees(w->from, cin, c))
            add_episode(w, referral, -1, cin, (int64_t)c);
    free(spell);
    free(used);
}

json_t *lc_csc_episode_of(struct lc_csc_writing *w, int32_t day)
{
    struct lc_csc_made *best = NULL;
    for (size_t k = 0; k < w->episode.n; k++) {
        struct lc_csc_made *e = w->episode.made + k;
        if (e->start <= day
            && (!best || e->end >= day || (best->end < day && e->start >= best->start)))
            best = e;
    }
    if (!best && w->episode.n)
        best = w->episode.made;
    if (best)
        return best->object;
    json_t *bare = LC_OBJECT({ "social_care_episode_id", json_string("none") },
                             { "purge", json_false() });
    w->failed |= !lc_json_push(w->episodes, bare);
    lc_csc_keep(w, &w->episode, &(struct lc_csc_made){ day, LC_OPEN, false, bare });
    w->tally->bare++;
    return bare;
}
