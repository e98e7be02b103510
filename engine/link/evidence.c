/* What the weights and the doubts look at: see evidence_inside.h. */
#include "link/evidence_inside.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/near.h"
#include "link/group_inside.h"
#include "link/number_inside.h"
#include "match/normal.h"

static int by_record(struct lc_link_evidence *e, struct lc_error *err)
{
    const struct lc_identities *ids = e->ids;
    size_t records = e->store->records;
    e->row = lc_alloc(ids->count, sizeof *e->row);
    e->first = lc_alloc(records + 2, sizeof *e->first);
    if (!e->row || !e->first)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < ids->count; i++) {
        if (ids->row[i].record >= records)
            return LC_FAIL(err, LC_DAMAGED,
                           "the identity file knows record %u and the store has only "
                           "%zu; they are not of one import",
                           (unsigned)ids->row[i].record, records);
        e->first[ids->row[i].record + 2]++;
    }
    for (size_t r = 0; r < records; r++)
        e->first[r + 2] += e->first[r + 1];
    for (size_t i = 0; i < ids->count; i++)
        e->row[e->first[ids->row[i].record + 1]++] = (uint32_t)i;
    return LC_OK;
}

static int add_fact(struct lc_link_evidence *e, const struct lc_fact *fact,
                    struct lc_error *err)
{
    int code = LC_GROW(e->fact, e->room, e->facts + 1, err);
    if (!code)
        e->fact[e->facts++] = *fact;
    return code;
}

static int add_number(struct lc_link_evidence *e, uint32_t record, uint16_t kind,
                      const char *number, struct lc_text *text, struct lc_error *err)
{
    if (!number || !lc_number_is_exclusive(kind))
        return LC_OK;
    lc_text_clear(text);
    bool said = lc_number_is_said(text, kind, number);
    int code = lc_text_check(text, err);
    if (code || !said || lc_number_fails_check(kind, text->data, text->size))
        return code;
    struct lc_fact fact = { .record = record,
                            .kind = kind,
                            .system = e->store->record[record].system };
    fact.value = lc_digest64(text->data, text->size, NULL);
    fact.text = lc_arena_text(e->arena, text->data, text->size);
    return fact.text ? add_fact(e, &fact, err) : LC_FAIL_NOMEM(err);
}

static int add_facts(struct lc_link_evidence *e, size_t i, struct lc_text *text,
                     struct lc_error *err)
{
    const struct lc_identity *id = e->ids->row + i;
    const struct lc_store *store = e->store;
    const char *system =
        lc_codes_name(&store->systems, store->record[id->record].system);
    int code = LC_OK;
    if (id->born != LC_NO_DAY && !lc_born_is_nobodys(id->born))
        code = add_fact(e,
                        &(struct lc_fact){ .record = id->record,
                                           .kind = LC_FACT_BORN,
                                           .value = (uint64_t)(int64_t)id->born },
                        err);
    if (!code && id->local)
        code = add_number(e, id->record, lc_number_kind_of_system(system), id->local,
                          text, err);
    if (!code && id->other_type)
        code = add_number(e, id->record, lc_number_kind(id->other_type),
                          id->other_value, text, err);
    return code;
}

/* Do two rows name two persons: another first name, and another birth date? */
static int are_two(const struct lc_identity *x, const struct lc_identity *y,
                   struct lc_text *text, bool *two, struct lc_error *err)
{
    *two = false;
    if (!x->forename || !y->forename || x->born == LC_NO_DAY || y->born == LC_NO_DAY
        || lc_fact_agrees(&(struct lc_fact){ .value = (uint64_t)(int64_t)x->born },
                          &(struct lc_fact){ .value = (uint64_t)(int64_t)y->born }))
        return LC_OK;
    lc_text_clear(text);
    lc_normal_name(text, lc_slice_of(x->forename));
    size_t size = text->size;
    lc_text_add_bytes(text, "", 1);
    lc_normal_name(text, lc_slice_of(y->forename));
    int code = lc_text_check(text, err);
    if (!code && size && text->size > size + 1)
        *two = lc_word_distance(text->data, text->data + size + 1) > (size + 2) / 3;
    return code;
}

/* A number that was given to a second person later: the record is of both, and what it
 * says must not speak for either. */
static int is_of_two(struct lc_link_evidence *e, uint32_t record, struct lc_text *text,
                     bool *two, struct lc_error *err)
{
    int code = LC_OK;
    *two = false;
    for (uint32_t i = e->first[record]; i < e->first[record + 1]; i++)
        for (uint32_t k = e->first[record]; k < i && !code && !*two; k++)
            code = are_two(e->ids->row + e->row[i], e->ids->row + e->row[k], text, two,
                           err);
    return code;
}

static int note_all(struct lc_link_evidence *e, struct lc_error *err)
{
    struct lc_text text = { 0 };
    bool two;
    e->arena = lc_arena_new_secret();
    int code = e->arena ? LC_OK : LC_FAIL_NOMEM(err);
    for (uint32_t r = 0; r < e->store->records && !code; r++) {
        code = is_of_two(e, r, &text, &two, err);
        for (uint32_t i = e->first[r]; i < e->first[r + 1] && !code && !two; i++)
            code = add_facts(e, e->row[i], &text, err);
    }
    lc_text_free(&text);
    return code;
}

static int compare(const void *a, const void *b)
{
    const struct lc_fact *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1; /* a record is of one system */
    return x->value < y->value ? -1 : x->value > y->value;
}

static void order_facts(struct lc_link_evidence *e)
{
    size_t kept = 0;
    if (e->facts)
        qsort(e->fact, e->facts, sizeof *e->fact, compare);
    for (size_t i = 0; i < e->facts; i++)
        if (!kept || compare(e->fact + i, e->fact + kept - 1))
            e->fact[kept++] = e->fact[i];
    e->facts = kept;
}

int lc_link_evidence_find(struct lc_link_evidence *evidence,
                          const struct lc_store *store, const struct lc_identities *ids,
                          struct lc_error *err)
{
    *evidence = (struct lc_link_evidence){ .store = store, .ids = ids };
    int code = by_record(evidence, err);
    if (!code)
        code = note_all(evidence, err);
    if (code)
        lc_link_evidence_free(evidence);
    else
        order_facts(evidence);
    return code;
}

void lc_link_evidence_free(struct lc_link_evidence *evidence)
{
    free(evidence->row);
    free(evidence->first);
    free(evidence->fact);
    lc_arena_free(evidence->arena);
    *evidence = (struct lc_link_evidence){ 0 };
}
