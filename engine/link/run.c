#include "link/conflict_inside.h"
#include "link/errors_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "parallel/team.h"

/* A child has no more records than this; what would join more joins strangers. */
enum { MOST = 12 };

static bool may_join(struct lc_linking *run, const struct lc_match_pair *pair,
                     const struct lc_alike *alike, uint32_t a, uint32_t b)
{
    uint16_t kind;
    return !lc_doubt_why(alike) && !lc_link_beside_twin(&run->beside, &run->table, pair)
           && lc_record_groups_size(run->groups, a)
                      + lc_record_groups_size(run->groups, b)
                  <= MOST
           && lc_record_groups_join(run->groups, a, b,
                                    alike->number ? LC_FACT_NUMBERS : LC_FACT_BORN,
                                    &kind)
                  == LC_JOINED;
}

static bool join(void *context, const struct lc_match_pair *pair)
{
    struct lc_linking *run = context;
    uint32_t a = run->table.record[pair->a], b = run->table.record[pair->b];
    struct lc_alike alike = lc_alike_of(&run->table, pair);
    if (lc_record_groups_stand(run->groups, a, b) == LC_KEPT_APART) {
        run->report->kept_apart++;
        return false;
    }
    if (run->code || !may_join(run, pair, &alike, a, b)) {
        run->report->refused++;
        return false;
    }
    run->code = LC_GROW_BARE(run->join, run->join_room, run->joins + 1, NULL);
    if (run->code)
        return false;
    run->join[run->joins++] = (struct lc_joined){
        .record = a,
        .other = b,
        .number = alike.number,
        .born = alike.born == LC_LIKE_NOT || alike.born == LC_LIKE_NEAR,
        .pair = *pair,
    };
    run->report->by_number += alike.number;
    run->report->by_weight += !alike.number;
    return true;
}

static bool are_two(void *context, const struct lc_match_pair *pair)
{
    const struct lc_linking *run = context;
    struct lc_alike alike = lc_alike_of(&run->table, pair);
    return lc_doubt_two(&alike) || lc_link_beside_twin(&run->beside, &run->table, pair);
}

/* The accepted decisions that hold, as the match numbers records. */
static int find_accepted(const struct lc_linking *run, uint32_t (**record)[2],
                         size_t *count, struct lc_error *err)
{
    const struct lc_store *store = run->store;
    *count = 0;
    *record = lc_alloc(store->links + 1, sizeof **record);
    if (!*record)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->links; i++) {
        const struct lc_record_link *link = store->link + i;
        if (lc_record_groups_stand(run->groups, link->record, link->other)
            != LC_TOGETHER)
            continue;
        (*record)[*count][0] = run->table.place[link->record];
        (*record)[(*count)++][1] = run->table.place[link->other];
    }
    return LC_OK;
}

static void tell(struct lc_link_report *report, const struct lc_link_table *table,
                 const struct lc_match_found *found)
{
    report->fields = table->fields;
    memcpy(report->field, table->field, sizeof report->field);
    memcpy(report->estimate, found->estimate, table->fields * sizeof *found->estimate);
    report->rules = found->rules;
    if (found->rules)
        memcpy(report->rule, found->rule, found->rules * sizeof *found->rule);
    report->compared = found->compared;
    report->joined = (double)found->joined;
    report->right = found->right;
    if (found->covered > 0) /* of what no rule makes */
        report->missed += (report->right + report->missed) * (1 / found->covered - 1);
}

int lc_link_weigh(struct lc_linking *run, struct lc_error *err)
{
    struct lc_match_bounds bounds = {
        .context = run, .join = join, .two = are_two, .most = MOST
    };
    struct lc_match_settings settings = { .threshold = LC_LINK_JOINS,
                                          .before = 200,
                                          .bounds = &bounds };
    struct lc_match_found found;
    uint32_t(*accepted)[2] = NULL;
    lc_team *team = lc_team_or_none();
    int code = lc_link_table_make(&run->table, run->evidence, err);
    if (!code)
        code = lc_link_beside_make(&run->beside, &run->table, run->evidence, err);
    if (!code)
        code = find_accepted(run, &accepted, &bounds.joined, err);
    bounds.record = (const uint32_t(*)[2])accepted;
    if (!code)
        code = lc_match_run(run->table.match, &settings, team, &found, err);
    if (!code && run->code)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_link_whose_find(run, err);
    if (!code)
        code = lc_link_list(run, &found, err);
    if (!code)
        code = lc_link_list_conflicts(run, &found, err);
    if (!code)
        code = lc_link_keep_candidates(run, &found, err);
    if (!code)
        tell(run->report, &run->table, &found);
    if (!code)
        code = lc_link_whose_tell(run, &found, err);
    if (!code)
        code = lc_link_keep(run, &found, err);
    if (!code)
        code = lc_link_note_merges(run, err);
    lc_team_free(team);
    free(accepted);
    free(run->join);
    lc_link_beside_free(&run->beside);
    lc_link_table_free(&run->table);
    return code;
}
