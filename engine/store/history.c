/* See history.h; sorting is in sort.c. */
#include "store/history_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* clang-format off */
#define FIELD(name, kind, unit, meaning) \
    { #name, offsetof(struct lc_history, name), sizeof *((struct lc_history *)0)->name, \
      kind, unit, meaning }

const struct lc_field lc_fields[LC_FIELDS] = {
    FIELD(child,      LC_FIELD_NUMBER, "", "child number: the number of the child's first record"),
    FIELD(start,      LC_FIELD_DAY,    "days since 1970-01-01", "happened from"),
    FIELD(end,        LC_FIELD_DAY,    "days since 1970-01-01", "happened until, not including the day; 2147483647 if it has not ended"),
    FIELD(known_from, LC_FIELD_DAY,    "days since 1970-01-01", "first day on which the authority's systems said it"),
    FIELD(known_to,   LC_FIELD_DAY,    "days since 1970-01-01", "day on which they stopped saying it; 2147483647 while they do"),
    FIELD(code,       LC_FIELD_CODE,   "", "what kind of event; 0 if not stated"),
    FIELD(level,      LC_FIELD_LEVEL,  "", "an ordinal such as seriousness; -32768 if there is none"),
    FIELD(record,     LC_FIELD_NUMBER, "", "row of /records that the event hangs on"),
    FIELD(file,       LC_FIELD_NUMBER, "", "row of /sources that it came from"),
    FIELD(line,       LC_FIELD_NUMBER, "", "line of that file; the header is line 1"),
    FIELD(key,        LC_FIELD_DIGEST, "", "keyed digest of what identifies the row in its extract"),
    FIELD(content,    LC_FIELD_DIGEST, "", "keyed digest of all that the row says"),
    FIELD(assumed,    LC_FIELD_FLAG,   "", "1 if known_from is worked out of when it happened and a declared delay; 0 if it was recorded, or is the day of a receipt"),
};
/* clang-format on */

/* The pointers have different types; memcpy is the one lawful way to read them all. */
void *lc_field_array(const struct lc_history *history, const struct lc_field *field)
{
    void *array;
    memcpy(&array, (const char *)history + field->offset, sizeof array);
    return array;
}

void lc_field_set_array(struct lc_history *history, const struct lc_field *field,
                        void *array)
{
    memcpy((char *)history + field->offset, &array, sizeof array);
}

static int grow_field(struct lc_history *h, const struct lc_field *field, size_t need,
                      size_t *room, struct lc_error *err)
{
    void *array = lc_field_array(h, field);
    *room = h->room;
    int code = lc_grow_bare(&array, room, need, field->size, err);
    if (!code)
        lc_field_set_array(h, field, array);
    return code;
}

/* Each array grows by itself, and h->room moves only when all have: so a failure half
 * way leaves some larger than need be and nothing wrong. */
static int grow(struct lc_history *h, size_t need, struct lc_error *err)
{
    size_t room = h->room;
    int code = LC_OK;
    if (need <= h->room)
        return LC_OK;
    for (size_t i = 0; !code && i < LC_FIELDS; i++)
        code = grow_field(h, lc_fields + i, need, &room, err);
    for (size_t i = 0; !code && i < h->attributes; i++) {
        room = h->room;
        code = LC_GROW_BARE(h->attribute[i].value, room, need, err);
    }
    if (!code)
        h->room = room;
    return code;
}

static void forget_offsets(struct lc_history *h)
{
    free(h->offset);
    h->offset = NULL;
    h->children = 0;
}

int lc_history_append(struct lc_history *history, const struct lc_event *event,
                      struct lc_error *err)
{
    struct lc_history *h = history;
    size_t i = h->n;
    if (i == UINT32_MAX)
        return LC_FAIL(err, LC_RANGE,
                       "%s: a history holds at most %u events, and it has them",
                       h->name, (unsigned)UINT32_MAX);
    int code = grow(h, i + 1, err);
    if (code)
        return code;
    h->child[i] = event->child;
    h->start[i] = event->start;
    h->end[i] = event->end;
    h->known_from[i] = event->known_from;
    h->known_to[i] = event->known_to;
    h->code[i] = event->code;
    h->level[i] = event->level;
    h->record[i] = event->record;
    h->file[i] = event->file;
    h->line[i] = event->line;
    h->key[i] = event->key;
    h->content[i] = event->content;
    h->assumed[i] = event->assumed;
    for (size_t k = 0; k < h->attributes; k++)
        h->attribute[k].value[i] = event->attribute ? event->attribute[k] : 0;
    h->n++;
    forget_offsets(h);
    return LC_OK;
}

struct lc_event lc_history_event(const struct lc_history *h, size_t i)
{
    return (struct lc_event){ .child = h->child[i],
                              .start = h->start[i],
                              .end = h->end[i],
                              .code = h->code[i],
                              .level = h->level[i],
                              .record = h->record[i],
                              .file = h->file[i],
                              .line = h->line[i],
                              .key = h->key[i],
                              .content = h->content[i] };
}

int lc_history_append_version(struct lc_history *h, size_t i,
                              const struct lc_event *event, struct lc_error *err)
{
    int code = lc_history_append(h, event, err);
    for (size_t a = 0; a < h->attributes && !code; a++)
        h->attribute[a].value[h->n - 1] = h->attribute[a].value[i];
    return code;
}

const struct lc_attribute *lc_history_find(const struct lc_history *history,
                                           const char *name)
{
    for (size_t a = 0; history && a < history->attributes; a++)
        if (strcmp(history->attribute[a].name, name) == 0)
            return &history->attribute[a];
    return NULL;
}

const char *lc_history_says(const struct lc_history *history, uint64_t i,
                            const char *name)
{
    const struct lc_attribute *a = lc_history_find(history, name);
    return a ? lc_codes_name(&a->codes, a->value[i]) : "";
}

bool lc_history_is_of_events(const char *name)
{
    static const char *const others[] = { "person", "family", "address" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i]) == 0)
            return false;
    return true;
}

int lc_history_attribute(struct lc_history *history, const char *name, size_t *which,
                         struct lc_error *err)
{
    struct lc_history *h = history;
    for (size_t k = 0; k < h->attributes; k++)
        if (strcmp(h->attribute[k].name, name) == 0) {
            *which = k;
            return LC_OK;
        }
    size_t room = h->attributes;
    int code = LC_GROW(h->attribute, room, h->attributes + 1, err);
    if (code)
        return code;
    struct lc_attribute made = { .name = lc_strdup(name),
                                 .value = lc_alloc(h->room, sizeof *made.value) };
    if (!made.name || !made.value) {
        free(made.name);
        free(made.value);
        return LC_FAIL_NOMEM(err);
    }
    *which = h->attributes;
    h->attribute[h->attributes++] = made;
    return LC_OK;
}

void lc_history_free(struct lc_history *history)
{
    for (size_t i = 0; i < LC_FIELDS; i++)
        free(lc_field_array(history, lc_fields + i));
    for (size_t k = 0; k < history->attributes; k++) {
        free(history->attribute[k].name);
        free(history->attribute[k].value);
        lc_codes_free(&history->attribute[k].codes);
    }
    free(history->attribute);
    lc_codes_free(&history->codes);
    free(history->name);
    free(history->offset);
    *history = (struct lc_history){ 0 };
}
