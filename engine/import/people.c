#include "import/people_inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "import/ledger_inside.h"
#include "import/row_people_inside.h"

static int note_born(struct lc_people *p, const struct lc_identity *id,
                     struct lc_error *err)
{
    if (id->born == LC_NO_DAY)
        return LC_OK;
    size_t before = p->room;
    int code = LC_GROW(p->born, p->room, id->record + 1, err);
    for (size_t i = before; i < p->room; i++)
        p->born[i] = LC_NO_DAY;
    if (!code)
        p->born[id->record] = id->born;
    return code;
}

uint64_t lc_people_digest(const struct lc_key *key, const struct lc_identity *id)
{
    const char *const texts[] = { id->local,    id->forename,    id->surname,
                                  id->postcode, id->sex,         id->other_type,
                                  id->family,   id->other_value, id->home };
    struct lc_slice value[10];
    char born[48];
    value[0] =
        (struct lc_slice){ born, (size_t)snprintf(born, sizeof born, "%u %d %d",
                                                  id->record, id->born, id->since) };
    for (size_t i = 0; i < 9; i++)
        value[i + 1] = lc_slice_of(texts[i]);
    return lc_row_key(key, "", 10, value);
}

int lc_people_begin(struct lc_people *people, struct lc_identities *identities,
                    const struct lc_key *key, int32_t received, struct lc_error *err)
{
    int code = LC_OK;
    *people = (struct lc_people){ .identities = identities,
                                  .key = key,
                                  .received = received };
    for (size_t i = 0; i < identities->count && !code; i++)
        code = note_born(people, &identities->row[i], err);
    return code;
}

void lc_people_end(struct lc_people *people)
{
    free(people->born);
}

int32_t lc_people_born(const struct lc_people *people, uint32_t record)
{
    return record < people->room ? people->born[record] : LC_NO_DAY;
}

void lc_people_forget(struct lc_people *people, uint32_t record)
{
    const struct lc_identities *ids = people->identities;
    if (record >= people->room)
        return;
    people->born[record] = LC_NO_DAY;
    for (size_t i = 0; i < ids->count; i++)
        if (ids->row[i].record == record && ids->row[i].born != LC_NO_DAY)
            people->born[record] = ids->row[i].born;
}

int lc_people_merge(struct lc_people *people, struct lc_batch *batch,
                    const struct lc_batch_row *row, bool *added, struct lc_error *err)
{
    int code = LC_OK;
    *added = false;
    for (uint32_t i = 0; i < row->whos && !code; i++) {
        size_t before = people->identities->count;
        struct lc_identity *id = &batch->who[row->who - 1 + i];
        code = note_born(people, id, err);
        id->known_from = row->recorded != LC_NO_DAY ? row->recorded : people->received;
        if (!code)
            code = lc_identities_add(people->identities, id, err);
        /* A bare row is kept only while its record has no other: it is no news. */
        bool more = people->identities->count > before;
        bool row_number = lc_row_people_has(id);
        *added |= more && !row_number && !lc_identity_is_bare(id);
        people->noted |= more && row_number;
    }
    return code;
}
