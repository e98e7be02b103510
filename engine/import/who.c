/* What rows say of people: to the identities, never to the store. */
#include <stdio.h>

#include "import/batch.h"
#include "import/run.h"

static int note_born(struct lc_import_run *run, const struct lc_identity *id,
                     struct lc_error *err)
{
    if (id->born == LC_NO_DAY)
        return LC_OK;
    size_t before = run->born_room;
    int code = lc_grow((void **)&run->born, &run->born_room, id->record + 1,
                       sizeof *run->born, err);
    for (size_t i = before; i < run->born_room; i++)
        run->born[i] = LC_NO_DAY;
    if (!code)
        run->born[id->record] = id->born;
    return code;
}

uint64_t lc_import_run_who_digest(const struct lc_import_run *run,
                                  const struct lc_identity *id)
{
    const char *const texts[] = { id->local,    id->forename,   id->surname,
                                  id->postcode, id->sex,        id->other_type,
                                  id->family,   id->other_value };
    struct lc_slice value[9];
    char born[32];
    value[0] = (struct lc_slice){ born, (size_t)snprintf(born, sizeof born, "%u %d",
                                                         id->record, id->born) };
    for (size_t i = 0; i < 8; i++)
        value[i + 1] = lc_slice_of(texts[i]);
    return lc_import_run_row_key(run, "", 9, value);
}

int lc_who_begin(struct lc_import_run *run, struct lc_error *err)
{
    const struct lc_identities *ids = run->identities;
    int code = LC_OK;
    for (size_t i = 0; i < ids->count && !code; i++)
        code = note_born(run, &ids->row[i], err);
    return code;
}

int lc_who_merge(struct lc_import_run *run, struct lc_batch *batch,
                 const struct lc_batch_row *row, bool *added, struct lc_error *err)
{
    size_t before = run->identities->count;
    *added = false;
    if (!row->who)
        return LC_OK;
    struct lc_identity *id = &batch->who[row->who - 1];
    int code = note_born(run, id, err);
    id->known_from =
        row->recorded != LC_NO_DAY ? row->recorded : run->options->received;
    if (!code)
        code = lc_identities_add(run->identities, id, err);
    *added = run->identities->count > before;
    return code;
}
