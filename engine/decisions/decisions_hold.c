/* Whose rows a sheet's are (decisions.h). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "decisions/decisions.h"
#include "match/normal.h"
#include "people/people.h"

/* A sheet's rows, each found by its child, and what of each was found of the child. */
struct holding {
    const struct lc_decisions *sheet;
    const struct lc_decisions_of *of;
    uint32_t *place;            /* [records] of a child's first record, its row + 1 */
    bool *named, *born;         /* [count] */
    struct lc_text said, known; /* names in normal form */
    struct lc_text name;        /* as the row of a record has it */
    struct lc_text cell;        /* a name as a pack writes it */
};

static bool knows_anybody(const struct lc_identities *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->row[i].forename || ids->row[i].surname
            || ids->row[i].born != LC_NO_DAY)
            return true;
    return false;
}

/* A name of signs alone has an empty normal form, and is held as it is written. */
static bool is_name(struct holding *h, const char *said, const struct lc_identity *row)
{
    lc_text_clear(&h->said);
    lc_text_clear(&h->known);
    lc_text_clear(&h->name);
    lc_text_clear(&h->cell);
    lc_person_add(&h->name, LC_PERSON_NAME, row);
    if (!h->name.size)
        return false;
    lc_text_add_cell(&h->cell, lc_slice_of(h->name.data));
    lc_normal_name(&h->said, lc_slice_of(said));
    lc_normal_name(&h->known, lc_slice_of(lc_text_held(&h->cell)));
    return h->said.size || h->known.size
               ? !strcmp(lc_text_held(&h->said), lc_text_held(&h->known))
               : !strcmp(said, lc_text_held(&h->cell));
}

static bool is_born(const char *said, const struct lc_identity *row)
{
    int32_t day;
    return row->born != LC_NO_DAY && !lc_day_parse(lc_slice_of(said), LC_DAY_ANY, &day)
           && day == row->born;
}

static int look(struct holding *h, const struct lc_identity *row, struct lc_error *err)
{
    if (row->record >= h->of->records)
        return LC_FAIL(err, LC_DAMAGED,
                       "the identity file knows record %u and the store has only %zu; "
                       "they are not of one import",
                       (unsigned)row->record, h->of->records);
    size_t at = h->place[h->of->child[row->record]];
    if (!at--)
        return LC_OK;
    const struct lc_decision *d = h->sheet->decision + at;
    h->named[at] = h->named[at] || (*d->name && is_name(h, d->name, row));
    h->born[at] = h->born[at] || is_born(d->born, row);
    bool failed = h->said.failed || h->known.failed || h->name.failed || h->cell.failed;
    return failed ? LC_FAIL_NOMEM(err) : LC_OK;
}

static int judge(const struct holding *h, struct lc_decisions *sheet, const char *path,
                 struct lc_error *err)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const struct lc_decision *d = sheet->decision + i;
        bool named = !*d->name || h->named[i], born = !*d->born || h->born[i];
        if (!named || !born)
            return LC_FAIL(
                err, LC_FORMAT,
                "%s:%" PRIu64 ": the %s in this row is not child %" PRIu32
                "'s: put the number right; or, if the number is right, empty "
                "name and born in this row",
                path, d->line, named ? "birth date" : "name", d->child);
        sheet->held += *d->name || *d->born;
    }
    return LC_OK;
}

int lc_decisions_hold(struct lc_decisions *decisions, const char *path,
                      const struct lc_decisions_of *of, const struct lc_identities *ids,
                      struct lc_error *err)
{
    struct holding h = { .sheet = decisions, .of = of };
    decisions->who_is_known = knows_anybody(ids);
    if (!decisions->has_who || !decisions->who_is_known)
        return LC_OK;
    h.place = lc_alloc(of->records, sizeof *h.place);
    h.named = lc_alloc(decisions->count, sizeof *h.named);
    h.born = lc_alloc(decisions->count, sizeof *h.born);
    int code = h.place && h.named && h.born ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < decisions->count && !code; i++)
        h.place[decisions->decision[i].record] = (uint32_t)i + 1;
    for (size_t i = 0; i < ids->count && !code; i++)
        code = look(&h, ids->row + i, err);
    if (!code)
        code = judge(&h, decisions, path, err);
    lc_text_free(&h.said);
    lc_text_free(&h.known);
    lc_text_free(&h.name);
    lc_text_free(&h.cell);
    free(h.place);
    free(h.named);
    free(h.born);
    return code;
}
