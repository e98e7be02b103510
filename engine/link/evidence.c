/* The table of passes, and what they look at: see pass.h. */
#include "link/pass_inside.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "link/group_inside.h"
#include "match/normal.h"

/* clang-format off */
const struct lc_pass lc_passes[LC_PASSES] = {
    { "number", "the same number (pupil, NHS, youth justice ...), and nothing that speaks against it", false, 12,
      lc_link_by_number, lc_link_rule_number },
    { "name",   "the same name and birth date, and the same sex or postcode", true, 12, lc_link_by_name, NULL },
    { "alike",  "a name or a birth date that is nearly the same: listed, never joined", true, 12, lc_link_by_likeness,
      lc_link_rule_likeness },
};
/* clang-format on */

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

static int add_fact(struct lc_link_evidence *e, uint32_t record, uint16_t kind,
                    uint64_t value, struct lc_error *err)
{
    int code = LC_GROW(e->fact, e->room, e->facts + 1, err);
    if (!code)
        e->fact[e->facts++] = (struct lc_fact){ record, kind, value };
    return code;
}

static int add_facts(struct lc_link_evidence *e, size_t i, struct lc_text *text,
                     struct lc_error *err)
{
    const struct lc_identity *id = e->ids->row + i;
    int32_t born = e->spelling[i].born;
    int code = LC_OK;
    uint16_t kind =
        id->other_type && id->other_value ? lc_number_kind(id->other_type) : 0;
    if (born != LC_NO_DAY)
        code = add_fact(e, id->record, LC_FACT_BORN, (uint64_t)(int64_t)born, err);
    if (code || !kind || !lc_number_is_exclusive(kind))
        return code;
    lc_text_clear(text);
    lc_normal_number(text, lc_slice_of(id->other_value));
    code = lc_text_check(text, err);
    if (!code && (!text->data || lc_number_is_nobodys(text->data, text->size, true)))
        return LC_OK;
    return code ? code
                : add_fact(e, id->record, kind,
                           lc_digest64(text->data, text->size, NULL), err);
}

static const char *keep(struct lc_link_evidence *e, const struct lc_text *text,
                        bool *failed)
{
    const char *copy = lc_arena_text(e->arena, text->data ? text->data : "",
                                     text->data ? text->size : 0);
    *failed |= !copy || text->failed;
    return copy;
}

static const char *keep_name(struct lc_link_evidence *e, const char *name,
                             struct lc_text *text, bool *failed)
{
    lc_text_clear(text);
    return lc_normal_name(text, lc_slice_of(name)) ? keep(e, text, failed) : NULL;
}

static const char *keep_postcode(struct lc_link_evidence *e, const char *postcode,
                                 struct lc_text *text, bool *failed)
{
    lc_text_clear(text);
    lc_normal_number(text, lc_slice_of(postcode));
    return text->data && !lc_postcode_is_nobodys(text->data) ? keep(e, text, failed)
                                                             : NULL;
}

static int note_said(struct lc_link_evidence *e, size_t i, struct lc_text *text,
                     struct lc_error *err)
{
    const struct lc_identity *id = e->ids->row + i;
    struct lc_spelling *said = e->spelling + i;
    const char *sex = id->sex ? id->sex : "";
    bool failed = false;
    said->forename = keep_name(e, id->forename, text, &failed);
    said->surname = keep_name(e, id->surname, text, &failed);
    said->postcode = keep_postcode(e, id->postcode, text, &failed);
    said->named = said->forename && !lc_name_is_nobody(lc_slice_of(id->forename));
    said->surnamed = said->surname && !lc_name_is_nobody(lc_slice_of(id->surname));
    said->sex = (char)((*sex == 'M' || *sex == 'F') && !sex[1] ? *sex : 0);
    said->born = lc_born_is_nobodys(id->born) ? LC_NO_DAY : id->born;
    return failed ? LC_FAIL_NOMEM(err) : LC_OK;
}

static int note_all(struct lc_link_evidence *e, struct lc_error *err)
{
    struct lc_text text = { 0 };
    e->spelling = lc_alloc(e->ids->count, sizeof *e->spelling);
    e->arena = lc_arena_new_secret();
    int code = e->spelling && e->arena ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < e->ids->count && !code; i++) {
        code = note_said(e, i, &text, err);
        if (!code)
            code = add_facts(e, i, &text, err);
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
        return x->kind < y->kind ? -1 : 1;
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
    free(evidence->spelling);
    lc_arena_free(evidence->arena);
    *evidence = (struct lc_link_evidence){ 0 };
}
