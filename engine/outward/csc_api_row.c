/* The payload's rows (csc_api_inside.h). */
#include "outward/csc_api_inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

/* --- values ----------------------------------------------------------------------- */

json_t *lc_csc_code(const struct lc_codes *codes, uint16_t code)
{
    return code ? lc_json_text(lc_codes_name(codes, code)) : json_null();
}

json_t *lc_csc_attribute(const struct lc_history *h, uint64_t i, const char *name)
{
    const struct lc_attribute *a = lc_history_find(h, name);
    return a ? lc_csc_code(&a->codes, a->value[i]) : json_null();
}

static json_t *value_json(const struct lc_history *h, uint64_t i,
                          const struct lc_csc_place *place)
{
    switch (place->what) {
    case LC_CSC_START:
        return lc_json_day(h->start[i]);
    case LC_CSC_END:
        return lc_json_day(h->end[i]);
    case LC_CSC_LEVEL:
        return h->level[i] == LC_NO_LEVEL ? json_null() : json_integer(h->level[i]);
    case LC_CSC_ATTRIBUTE:
        break;
    }
    return lc_csc_attribute(h, i, place->attribute);
}

/* --- rows ------------------------------------------------------------------------- */

void lc_csc_put(struct lc_csc_writing *w, json_t *object, const char *name,
                json_t *value)
{
    w->failed |= !lc_json_put(object, name, value);
}

void lc_csc_keep(struct lc_csc_writing *w, struct lc_csc_making *m,
                 const struct lc_csc_made *one)
{
    if (m->n == m->room && LC_GROW(m->made, m->room, m->n + 1, &(struct lc_error){ 0 }))
        w->failed = true;
    else
        m->made[m->n++] = *one;
}

/* Where the row came from, as `timeline` and `describe` number files. */
void lc_csc_put_source(struct lc_csc_writing *w, json_t *object,
                       const struct lc_history *h, uint64_t i)
{
    char day[LC_DAY_ROOM], text[160];
    const struct lc_source *source = w->from->store->source + h->file[i];
    snprintf(text, sizeof text, "file %u: %.100s of %s", (unsigned)h->file[i],
             source->schema, lc_day_print(source->imported, day));
    lc_csc_put(w, object, "source_file", json_string(text));
    lc_csc_put(w, object, "source_line", json_integer(h->line[i]));
}

void lc_csc_put_number(struct lc_csc_writing *w, json_t *object, const char *name,
                       const struct lc_history *h, uint64_t i)
{
    char text[20];
    snprintf(text, sizeof text, "%016" PRIx64, h->key[i]);
    lc_csc_put(w, object, name, json_string(text));
}

/* The list of the object, made if it has none; borrowed. */
json_t *lc_csc_list_of(struct lc_csc_writing *w, json_t *object, const char *name)
{
    if (!json_object_get(object, name))
        lc_csc_put(w, object, name, json_array());
    return json_object_get(object, name);
}

json_t *lc_csc_add_row(struct lc_csc_writing *w, json_t *array,
                       const struct lc_csc_list *list, const struct lc_history *h,
                       uint64_t i)
{
    json_t *row = json_object();
    if (list->id)
        lc_csc_put_number(w, row, list->id, h, i);
    for (const struct lc_csc_place *p = list->place; p->name; p++)
        lc_csc_put(w, row, p->name, value_json(h, i, p));
    lc_csc_put(w, row, "purge", json_false());
    lc_csc_put_source(w, row, h, i);
    w->failed |= !lc_json_push(array, row);
    w->tally->events++;
    return row;
}
