/* Whose errors: see errors_inside.h. */
#include "link/errors_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "link/number_inside.h"
#include "match/normal.h"

enum { NOT_SAID, WHITE, MIXED, ASIAN, BLACK, OTHER, MAIN };

static const char *const main_name[MAIN] = { "not said", "white", "mixed",
                                             "Asian",    "Black", "other" };
static const char *const named_name[MAIN] = {
    "of no one group",   "of white families", "of mixed families",
    "of Asian families", "of Black families", "of other families"
};
const char *const lc_link_by_name[LC_LINK_BYS] = { "ethnic group", "surname",
                                                   "systems" };

/* By the first letter of the DfE's codes; "CHNE" is Asian since the census of 2011, and
 * "REFU" and "NOBT" say nothing. */
static uint8_t main_of(const char *code)
{
    static const char letters[] = "WMABOC";
    static const uint8_t of[] = { WHITE, MIXED, ASIAN, BLACK, OTHER, ASIAN };
    const char *at = *code ? strchr(letters, *code) : NULL;
    return at ? of[at - letters] : NOT_SAID;
}

/* --- groups of pairs -------------------------------------------------------------- */

/* Of each kind of group those before it. */
static size_t begin_of(enum lc_link_by by)
{
    return (size_t)by * MAIN;
}

static size_t count_groups(const struct lc_store *store)
{
    size_t systems = store->systems.count + 1;
    return begin_of(LC_BY_SYSTEMS) + systems * (systems + 1) / 2;
}

static size_t group_of(const struct lc_linking *run, enum lc_link_by by, uint32_t a,
                       uint32_t b)
{
    const struct lc_link_whose *w = &run->whose;
    size_t s = run->store->record[a].system, t = run->store->record[b].system;
    size_t low = s < t ? s : t, high = s < t ? t : s;
    if (by == LC_BY_ETHNIC)
        return begin_of(by) + (w->child[a] ? w->child[a] : w->child[b]);
    if (by == LC_BY_NAME)
        return begin_of(by) + (w->named[a] ? w->named[a] : w->named[b]);
    return begin_of(by) + high * (high + 1) / 2 + low;
}

void lc_link_whose_missed(struct lc_linking *run, uint32_t a, uint32_t b, double part)
{
    for (int by = 0; by < LC_LINK_BYS; by++)
        run->whose.missed[group_of(run, (enum lc_link_by)by, a, b)] += part;
}

/* --- what records say ------------------------------------------------------------- */

static void find_ethnic(struct lc_linking *run)
{
    const struct lc_history *person = lc_store_history(run->store, "person");
    struct lc_link_whose *w = &run->whose;
    for (size_t i = 0; person && i < person->n; i++) {
        uint8_t group = main_of(lc_history_says(person, i, "ethnicity"));
        uint8_t *of = w->ethnic + person->record[i];
        if (group && (!*of || group < *of)) /* of several the same whatever the order */
            *of = group;
    }
    for (uint32_t r = (uint32_t)run->store->records; r-- > 0;)
        if (w->ethnic[r])
            w->child[lc_record_groups_first(run->groups, r)] = w->ethnic[r];
    for (uint32_t r = 0; r < run->store->records; r++)
        w->child[r] = w->child[lc_record_groups_first(run->groups, r)];
}

struct bearer {
    uint64_t surname;
    uint32_t record;
};

static int by_surname(const void *a, const void *b)
{
    const struct bearer *x = a, *y = b;
    if (x->surname != y->surname)
        return x->surname < y->surname ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

/* The first of the record's surnames, by digest; false if none is said. */
static bool surname_of(const struct lc_link_evidence *e, uint32_t record,
                       struct lc_text *text, uint64_t *digest)
{
    bool any = false;
    for (uint32_t i = e->first[record]; i < e->first[record + 1]; i++) {
        const char *surname = e->ids->row[e->row[i]].surname;
        lc_text_clear(text);
        if (!surname || lc_name_is_nobody(lc_slice_of(surname))
            || !lc_normal_name(text, lc_slice_of(surname)))
            continue;
        uint64_t of = lc_digest64(text->data, text->size, NULL);
        *digest = !any || of < *digest ? of : *digest;
        any = true;
    }
    return any;
}

static void name_bearers(struct lc_link_whose *w, const struct bearer *bearer, size_t n)
{
    size_t of[MAIN] = { 0 }, said = 0;
    for (size_t i = 0; i < n; i++) {
        of[w->ethnic[bearer[i].record]]++;
        said += w->ethnic[bearer[i].record] != NOT_SAID;
    }
    for (uint8_t g = WHITE; g < MAIN && said >= 2; g++)
        for (size_t i = 0; i < n && 2 * of[g] > said; i++)
            w->named[bearer[i].record] = g;
}

static int find_named(struct lc_linking *run, struct lc_error *err)
{
    struct lc_text text = { 0 };
    size_t bearers = 0;
    struct bearer *bearer = lc_alloc(run->store->records + 1, sizeof *bearer);
    if (!bearer)
        return LC_FAIL_NOMEM(err);
    for (uint32_t r = 0; r < run->store->records; r++) {
        bearer[bearers].record = r;
        bearers += surname_of(run->evidence, r, &text, &bearer[bearers].surname);
    }
    qsort(bearer, bearers, sizeof *bearer, by_surname);
    for (size_t i = 0, end; i < bearers; i = end) {
        for (end = i; end < bearers && bearer[end].surname == bearer[i].surname;)
            end++;
        name_bearers(&run->whose, bearer + i, end - i);
    }
    int code = lc_text_check(&text, err);
    lc_text_free(&text);
    free(bearer);
    return code;
}

int lc_link_whose_find(struct lc_linking *run, struct lc_error *err)
{
    struct lc_link_whose *w = &run->whose;
    size_t n = run->store->records + 1;
    w->ethnic = lc_alloc(n, sizeof *w->ethnic);
    w->named = lc_alloc(n, sizeof *w->named);
    w->child = lc_alloc(n, sizeof *w->child);
    w->missed = lc_alloc(count_groups(run->store), sizeof *w->missed);
    if (!w->ethnic || !w->named || !w->child || !w->missed)
        return LC_FAIL_NOMEM(err);
    find_ethnic(run);
    return find_named(run, err);
}

void lc_link_whose_free(struct lc_link_whose *whose)
{
    free(whose->ethnic);
    free(whose->named);
    free(whose->child);
    free(whose->missed);
    *whose = (struct lc_link_whose){ 0 };
}

/* --- into the report -------------------------------------------------------------- */

static void add_pair(struct lc_linking *run, uint32_t a, uint32_t b, double wrong)
{
    for (int by = 0; by < LC_LINK_BYS; by++) {
        struct lc_link_group *g =
            run->report->group + group_of(run, (enum lc_link_by)by, a, b);
        g->joined += 1;
        g->wrong += wrong;
    }
}

static int add_joined(struct lc_linking *run, const struct lc_match_found *found,
                      struct lc_error *err)
{
    size_t n = run->store->records;
    struct lc_group_member *member;
    int code = lc_record_groups_members(run->groups, n, &member, err);
    for (size_t i = 0; i < n && !code; i++)
        for (size_t k = i + 1; k < n && member[k].child == member[i].child; k++)
            add_pair(run, member[i].record, member[k].record,
                     (double)found
                         ->wrong[found->cluster[run->table.place[member[i].record]]]);
    free(member);
    return code;
}

static void name_groups(struct lc_linking *run)
{
    struct lc_link_group *group = run->report->group;
    const struct lc_codes *systems = &run->store->systems;
    for (size_t m = 0; m < MAIN; m++) {
        group[begin_of(LC_BY_ETHNIC) + m].name[0] = main_name[m];
        group[begin_of(LC_BY_NAME) + m].name[0] = named_name[m];
        group[begin_of(LC_BY_NAME) + m].by = LC_BY_NAME;
    }
    for (size_t t = 0; t <= systems->count; t++)
        for (size_t s = 0; s <= t; s++) {
            struct lc_link_group *g =
                group + begin_of(LC_BY_SYSTEMS) + t * (t + 1) / 2 + s;
            g->by = LC_BY_SYSTEMS;
            g->name[0] = lc_codes_name(systems, (uint16_t)s);
            g->name[1] = lc_codes_name(systems, (uint16_t)t);
        }
}

/* Of each group, too, what no rule makes; those without any pair are left out. */
static void end_groups(struct lc_linking *run, double covered)
{
    struct lc_link_report *report = run->report;
    size_t kept = 0, groups = count_groups(run->store);
    for (size_t i = 0; i < groups; i++) {
        struct lc_link_group *g = report->group + i;
        g->missed = run->whose.missed[i];
        if (covered > 0)
            g->missed += (g->joined - g->wrong + g->missed) * (1 / covered - 1);
        if (g->joined > 0 || g->missed > 0.05)
            report->group[kept++] = *g;
    }
    report->groups = kept;
}

/* --- the NHS number --------------------------------------------------------------- */

static bool says_nhs(const struct lc_link_evidence *e, uint32_t record, uint16_t kind,
                     struct lc_text *text)
{
    bool said = false;
    for (uint32_t i = e->first[record]; i < e->first[record + 1] && !said; i++) {
        const struct lc_identity *id = e->ids->row + e->row[i];
        lc_text_clear(text);
        said = id->other_type && id->other_value
               && lc_number_kind(id->other_type) == kind
               && lc_number_is_said(text, kind, id->other_value);
    }
    return said;
}

/* Records whose number is another than their child's, or that of another child. */
static void find_odds(const struct lc_linking *run, const struct lc_match_found *found,
                      size_t field, bool *odds)
{
    unsigned same = run->table.field[field].role->levels;
    for (size_t i = 0; i < found->pairs; i++) {
        const struct lc_match_pair *p = found->pair + i;
        unsigned level = lc_match_level(p->levels, field);
        if (level && p->joined != (level == same))
            odds[run->table.record[p->a]] = odds[run->table.record[p->b]] = true;
    }
}

static void count_nhs(struct lc_link_nhs *row, bool said, bool odds)
{
    row->records += 1;
    row->said += said;
    row->odds += odds;
}

static int tell_nhs(struct lc_linking *run, const struct lc_match_found *found,
                    struct lc_error *err)
{
    size_t systems = run->store->systems.count + 1, kept = 0, rows = systems + MAIN;
    uint16_t kind = lc_number_kind("nhs");
    struct lc_text text = { 0 };
    struct lc_link_nhs *nhs = lc_alloc(rows, sizeof *nhs);
    bool *odds = lc_alloc(run->store->records + 1, sizeof *odds);
    int code = nhs && odds ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t f = LC_LINK_NAMED; f < run->table.fields && !code; f++)
        if (run->table.kind[f] == kind)
            find_odds(run, found, f, odds);
    for (uint32_t r = 0; r < run->store->records && !code; r++) {
        bool said = says_nhs(run->evidence, r, kind, &text);
        count_nhs(nhs + run->store->record[r].system, said, odds[r]);
        count_nhs(nhs + systems + run->whose.child[r], said, odds[r]);
    }
    for (size_t i = 0; i < rows && !code; i++) {
        nhs[i].system = i < systems;
        nhs[i].name = i < systems ? lc_codes_name(&run->store->systems, (uint16_t)i)
                                  : main_name[i - systems];
        if (nhs[i].records)
            nhs[kept++] = nhs[i];
    }
    run->report->nhs = nhs;
    run->report->nhss = code ? 0 : kept;
    free(odds);
    if (!code)
        code = lc_text_check(&text, err);
    lc_text_free(&text);
    return code;
}

int lc_link_whose_tell(struct lc_linking *run, const struct lc_match_found *found,
                       struct lc_error *err)
{
    run->report->group = lc_alloc(count_groups(run->store), sizeof *run->report->group);
    if (!run->report->group)
        return LC_FAIL_NOMEM(err);
    name_groups(run);
    int code = add_joined(run, found, err);
    if (!code)
        code = tell_nhs(run, found, err);
    if (!code)
        end_groups(run, found->covered);
    return code;
}
