/* A file of many windows is read, made, merged, sorted and saved by several threads:
 * twice into two stores, which are the same; and on the next day all of it is
 * unchanged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/random.h"
#include "import/import.h"
#include "store/history_inside.h"

enum { ROWS = 30000, CHILDREN = 20000 };

static void need(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "race_import: %s\n", err->text);
        exit(1);
    }
}

static void need_true(int is, const char *what)
{
    if (!is) {
        fprintf(stderr, "race_import: %s\n", what);
        exit(1);
    }
}

static void write_extract(const char *path)
{
    FILE *file = fopen(path, "w");
    struct lc_random r;
    lc_random_init(&r, 3, 0);
    need_true(file != NULL, "cannot write");
    fputs("person_id,offence_date,outcome_date,category,seriousness,outcome_tier,"
          "recorded,ref\n",
          file);
    for (unsigned i = 0; i < ROWS; i++) {
        char day[LC_DAY_ROOM];
        unsigned child = i % CHILDREN * 7919 % CHILDREN; /* in no order */
        lc_day_print(lc_day_of(2020, 1, 1) + (int32_t)(i / CHILDREN * 500)
                         + (int32_t)lc_random_below(&r, 500),
                     day);
        fprintf(file, "%u,%s,%s,theft,%u,community,%s,R%u\n", 1000000 + child, day, day,
                1 + (unsigned)lc_random_below(&r, 8), day, i);
    }
    fclose(file);
}

struct made {
    struct lc_store store;
    struct lc_identities ids;
};

static void import(struct made *m, const lc_schemas *schemas, char *path, int day,
                   struct lc_import_file *file)
{
    const struct lc_eras eras = { .count = 1 };
    const struct lc_import_options options = { .received = lc_day_of(2024, 4, day),
                                               .covers_from = LC_NO_DAY,
                                               .covers_to = LC_NO_DAY };
    struct lc_import_result result = { 0 };
    struct lc_error err = { 0 };
    const struct lc_import_ask ask = { .store = &m->store,
                                       .identities = &m->ids,
                                       .eras = &eras,
                                       .schemas = schemas,
                                       .options = &options,
                                       .count = 1,
                                       .path = &path };
    need(lc_import_files(&result, &ask, &err), &err);
    *file = result.file[0];
    lc_import_result_free(&result);
    for (size_t h = 0; h < m->store.histories; h++)
        need(lc_history_sort(m->store.history + h, m->store.records, &err), &err);
}

static int differ(const struct lc_store *a, const struct lc_store *b)
{
    int wrong = a->histories != b->histories || a->records != b->records;
    for (size_t k = 0; k < a->histories && !wrong; k++) {
        const struct lc_history *x = a->history + k, *y = b->history + k;
        wrong = x->n != y->n;
        for (size_t i = 0; i < LC_FIELDS && !wrong; i++)
            wrong = memcmp(lc_field_array(x, lc_fields + i),
                           lc_field_array(y, lc_fields + i), x->n * lc_fields[i].size);
    }
    return wrong;
}

int main(void)
{
    char folder[] = "/tmp/race_import_XXXXXX", path[64], command[64];
    struct made one = { 0 }, two = { 0 };
    struct lc_import_file first, same, next;
    struct lc_error err = { 0 };
    lc_schemas *schemas;
    lc_begin();
    need_true(mkdtemp(folder) != NULL, "no folder");
    snprintf(path, sizeof path, "%s/offence.csv", folder);
    write_extract(path);
    need(lc_schemas_load(&schemas, "datasets/schema", &err), &err);
    need(lc_identities_init(&one.ids, &err), &err);
    need(lc_identities_init(&two.ids, &err), &err);
    import(&one, schemas, path, 1, &first);
    import(&two, schemas, path, 1, &same);
    need_true(first.rows == ROWS && first.taken == ROWS, "not all was taken");
    need_true(same.taken == ROWS && !differ(&one.store, &two.store), "two stores");
    import(&one, schemas, path, 2, &next);
    need_true(next.unchanged == ROWS, "not all was unchanged");
    lc_store_free(&one.store);
    lc_store_free(&two.store);
    lc_identities_free(&one.ids);
    lc_identities_free(&two.ids);
    lc_schemas_free(schemas);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0;
}
