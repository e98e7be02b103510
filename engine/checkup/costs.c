/* See costs.h. */
#include "checkup/costs.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/seen.h"

static bool is_read(const struct lc_study *study, const struct lc_study_predictor *p,
                    const struct lc_schema *schema)
{
    const char *history;
    for (unsigned k = 0; (history = lc_study_read(study, p, k)); k++)
        if (schema && lc_schema_feeds(schema, history))
            return true;
    return false;
}

/* Was a rule broken in the line? Findings are in order of file and line. */
static bool is_found(const struct lc_notes *notes, uint32_t file, uint64_t line)
{
    size_t low = 0, high = notes->findings;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct lc_finding *f = &notes->finding[mid];
        if (f->file < file || (f->file == file && f->line < line))
            low = mid + 1;
        else
            high = mid;
    }
    return low < notes->findings && notes->finding[low].file == file
           && notes->finding[low].line == line;
}

/* The import's file of a source, or UINT32_MAX. */
static uint32_t file_of(const struct lc_import_result *result, uint32_t source)
{
    for (size_t i = 0; i < result->count; i++)
        if (result->file[i].schema && result->file[i].source == source)
            return (uint32_t)i;
    return UINT32_MAX;
}

/* Children with an event of the history from a row that broke a rule, marked. */
static void mark(unsigned char *marked, const struct lc_checkup *c,
                 const struct lc_history *h)
{
    uint32_t source = UINT32_MAX, file = UINT32_MAX;
    for (uint64_t i = 0; h && i < h->n; i++) {
        if (h->file[i] != source) {
            source = h->file[i];
            file = file_of(&c->result, source);
        }
        if (file != UINT32_MAX && lc_seen(h, i, LC_OPEN)
            && is_found(&c->result.notes, file, h->line[i]))
            marked[h->child[i]] = 1;
    }
}

static int count_children(size_t *children, const struct lc_checkup *c,
                          const struct lc_study *study,
                          const struct lc_study_predictor *p, struct lc_error *err)
{
    unsigned char *marked = lc_alloc(c->store.records, 1);
    const char *history;
    *children = 0;
    if (!marked)
        return LC_FAIL_NOMEM(err);
    for (unsigned k = 0; (history = lc_study_read(study, p, k)); k++)
        mark(marked, c, lc_store_history(&c->store, history));
    for (size_t r = 0; r < c->store.records; r++)
        *children += marked[r];
    free(marked);
    return LC_OK;
}

int lc_costs_make(size_t *count, struct lc_cost **costs, const struct lc_checkup *c,
                  const struct lc_study *study, struct lc_error *err)
{
    struct lc_cost *cost = lc_alloc(study->predictors_count, sizeof *cost);
    int code = cost ? LC_OK : LC_FAIL_NOMEM(err);
    *count = 0;
    for (unsigned p = 0; p < study->predictors_count && !code; p++) {
        struct lc_cost one = { .predictor = &study->predictors[p] };
        for (size_t i = 0; i < c->result.count; i++)
            if (is_read(study, one.predictor, c->result.file[i].schema)) {
                one.rejected += c->result.file[i].rejected;
                one.findings += c->result.file[i].findings;
            }
        if (!one.rejected && !one.findings)
            continue;
        code = count_children(&one.children, c, study, one.predictor, err);
        cost[(*count)++] = one;
    }
    *costs = cost;
    return code;
}
