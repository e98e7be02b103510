/* Who the children are, by two sides (apart.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "checkup/apart_inside.h"
#include "store/seen.h"

/* --- where a side says who somebody is -------------------------------------------- */

/* The person's row of a record that is said today, or -1. */
static int rows_of_people(const struct lc_store *s, int64_t **row, struct lc_error *err)
{
    const struct lc_history *h = lc_store_history(s, "person");
    *row = lc_alloc(s->records, sizeof **row);
    if (!*row)
        return LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < s->records; r++)
        (*row)[r] = -1;
    for (uint64_t i = 0; h && i < h->n; i++)
        if (lc_seen(h, i, LC_OPEN) && (*row)[h->record[i]] < 0)
            (*row)[h->record[i]] = (int64_t)i;
    return LC_OK;
}

/* --- what identities say ---------------------------------------------------------- */

/* A record's identities stand together: of record r those from first[r] on. */
struct known {
    const struct lc_identities *ids;
    size_t *first; /* [records + 1] */
    uint32_t *row; /* [ids->count] */
};

static int know(struct known *k, const struct lc_side *side, struct lc_error *err)
{
    const struct lc_identities *ids = side->identities;
    size_t records = side->store->records;
    *k = (struct known){ .ids = ids };
    k->first = lc_alloc(records + 2, sizeof *k->first);
    k->row = lc_alloc(ids->count, sizeof *k->row);
    if (!k->first || !k->row)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < ids->count; i++)
        if (ids->row[i].record < records)
            k->first[ids->row[i].record + 2]++;
    for (size_t r = 2; r < records + 2; r++)
        k->first[r] += k->first[r - 1];
    for (size_t i = 0; i < ids->count; i++)
        if (ids->row[i].record < records)
            k->row[k->first[ids->row[i].record + 1]++] = (uint32_t)i;
    return LC_OK;
}

static void forget(struct known *k)
{
    free(k->first);
    free(k->row);
}

/* Does b's record say such a thing, and is none of what it says the same? */
typedef int says(const struct lc_identity *a, const struct lc_identity *b);
enum { SILENT, SAME, OTHER };

static int born_says(const struct lc_identity *a, const struct lc_identity *b)
{
    if (a->born == LC_NO_DAY || b->born == LC_NO_DAY)
        return SILENT;
    return a->born == b->born ? SAME : OTHER;
}

static int number_says(const struct lc_identity *a, const struct lc_identity *b)
{
    if (!a->other_type || !b->other_type || !a->other_value || !b->other_value
        || strcmp(a->other_type, b->other_type) != 0)
        return SILENT;
    return strcmp(a->other_value, b->other_value) == 0 ? SAME : OTHER;
}

static bool is_apart(const struct known k[2], const struct lc_pair *pair, says *compare)
{
    bool other = false;
    const size_t *first[2] = { k[0].first + pair->record[0],
                               k[1].first + pair->record[1] };
    for (size_t i = first[0][0]; i < first[0][1]; i++)
        for (size_t j = first[1][0]; j < first[1][1]; j++) {
            int said =
                compare(k[0].ids->row + k[0].row[i], k[1].ids->row + k[1].row[j]);
            if (said == SAME)
                return false;
            other |= said == OTHER;
        }
    return other;
}

/* --- a pair ----------------------------------------------------------------------- */

struct people {
    struct lc_aparts *to;
    const struct lc_pairs_of *pairs;
    const struct lc_history *h[2];
    int64_t *row[2];
    struct known known[2];
};

static struct lc_whereabouts place_of(const struct people *p, int s, int64_t record)
{
    int64_t row = p->row[s][record];
    struct lc_whereabouts at = { LC_NO_SOURCE, 0 };
    if (row >= 0)
        at = (struct lc_whereabouts){ p->h[s]->file[row], p->h[s]->line[row] };
    return at;
}

static int add(struct people *p, const struct lc_pair *pair, const char *what,
               struct lc_error *err)
{
    const struct lc_apart one = { what,
                                  "",
                                  { place_of(p, 0, pair->record[0]),
                                    place_of(p, 1, pair->record[1]) },
                                  { LC_NO_DAY, LC_NO_DAY } };
    return lc_aparts_add(p->to, &one, err);
}

static const char *ethnicity(const struct people *p, int s, int64_t row)
{
    return lc_history_says(p->h[s], (uint64_t)row, "ethnicity");
}

/* Sex and ethnicity stand in the history of persons. */
static int compare_rows(struct people *p, const struct lc_pair *pair,
                        struct lc_error *err)
{
    int64_t row[2];
    uint16_t sex[2];
    for (int s = 0; s < 2; s++) {
        row[s] = p->row[s][pair->record[s]];
        if (row[s] < 0)
            return LC_OK;
        sex[s] = p->h[s]->code[row[s]];
    }
    bool said = lc_code_is_said(p->h[0], sex[0]) && lc_code_is_said(p->h[1], sex[1]);
    int code = LC_OK;
    if (said
        && lc_apart_both_say(lc_codes_name(&p->h[0]->codes, sex[0]),
                             lc_codes_name(&p->h[1]->codes, sex[1])))
        code = add(p, pair, "sex", err);
    if (!code && lc_apart_both_say(ethnicity(p, 0, row[0]), ethnicity(p, 1, row[1])))
        code = add(p, pair, "ethnicity", err);
    return code;
}

static int compare_pair(struct people *p, const struct lc_pair *pair,
                        struct lc_error *err)
{
    int code = LC_OK;
    if (pair->record[0] == LC_NO_MATE || pair->record[1] == LC_NO_MATE)
        return LC_OK;
    if (is_apart(p->known, pair, born_says))
        code = add(p, pair, "born", err);
    if (!code && is_apart(p->known, pair, number_says))
        code = add(p, pair, "number", err);
    return code ? code : compare_rows(p, pair, err);
}

int lc_apart_people(struct lc_aparts *to, const struct lc_pairs_of *pairs,
                    struct lc_error *err)
{
    struct people p = { .to = to, .pairs = pairs };
    int code = LC_OK;
    for (int s = 0; s < 2 && !code; s++) {
        p.h[s] = lc_store_history(pairs->side[s].store, "person");
        code = rows_of_people(pairs->side[s].store, &p.row[s], err);
        if (!code)
            code = know(&p.known[s], pairs->side + s, err);
    }
    for (size_t i = 0; i < pairs->count && !code; i++)
        code = compare_pair(&p, pairs->pair + i, err);
    for (int s = 0; s < 2; s++) {
        free(p.row[s]);
        forget(&p.known[s]);
    }
    return code;
}
