#include "import/row_people_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"

static const char of[] = "row of ";

const char *lc_row_people_type(lc_arena *arena, const char *schema, int32_t received)
{
    char day[LC_DAY_ROOM];
    size_t room = sizeof of + strlen(schema) + LC_DAY_ROOM;
    char *type = lc_arena_alloc(arena, room);
    if (type)
        snprintf(type, room, "%s%s %s", of, schema, lc_day_print(received, day));
    return type;
}

bool lc_row_people_has(const struct lc_identity *id)
{
    return id->other_type && strncmp(id->other_type, of, sizeof of - 1) == 0;
}

static bool is_row_of(const struct lc_identity *id, const char *schema)
{
    size_t size = strlen(schema);
    return lc_row_people_has(id) && id->other_value
           && strncmp(id->other_type + sizeof of - 1, schema, size) == 0
           && id->other_type[sizeof of - 1 + size] == ' ';
}

static int by_number(const void *a, const void *b)
{
    const struct lc_identity *x = *(const struct lc_identity *const *)a;
    const struct lc_identity *y = *(const struct lc_identity *const *)b;
    int order = strcmp(x->other_value, y->other_value);
    if (order || x->known_from != y->known_from)
        return order ? order : x->known_from < y->known_from ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

int lc_row_people_begin(struct lc_row_people *rows, const struct lc_schema *schema,
                        const struct lc_people *people, struct lc_error *err)
{
    const struct lc_identities *ids = people->identities;
    *rows = (struct lc_row_people){ .received = people->received };
    if (!schema->join || schema->join->history)
        return LC_OK;
    rows->row = lc_alloc(ids->count, sizeof *rows->row);
    if (!rows->row)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < ids->count; i++)
        if (is_row_of(&ids->row[i], schema->join->schema))
            rows->row[rows->count++] = &ids->row[i];
    if (rows->count)
        qsort(rows->row, rows->count, sizeof *rows->row, by_number);
    return LC_OK;
}

void lc_row_people_end(struct lc_row_people *rows)
{
    free(rows->row);
    *rows = (struct lc_row_people){ 0 };
}

static int compare(const struct lc_identity *id, struct lc_slice number)
{
    size_t size = strlen(id->other_value);
    int order =
        memcmp(id->other_value, number.data, size < number.size ? size : number.size);
    return order ? order : (size > number.size) - (size < number.size);
}

static size_t first_of(const struct lc_row_people *rows, struct lc_slice number)
{
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(rows->row[middle], number) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *lc_row_people_find(const struct lc_row_people *rows, struct lc_slice number,
                               uint32_t *record)
{
    const struct lc_identity *last = NULL;
    bool several = false;
    for (size_t i = first_of(rows, number);
         i < rows->count && compare(rows->row[i], number) == 0; i++) {
        const struct lc_identity *one = rows->row[i];
        if (last && one->known_from > rows->received)
            break;
        several =
            last && last->known_from == one->known_from && last->record != one->record;
        last = one;
    }
    if (!last)
        return "what it belongs to is in no file";
    *record = last->record;
    return several ? "what it belongs to is a row of two people" : NULL;
}
