/* See plan_inside.h. */
#include "import/plan_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "import/pending_inside.h"
#include "import/schema_inside.h"

/* A file on its way into the plan. */
struct planning {
    struct lc_import_plan *plan;
    const struct lc_import_ask *ask;
    lc_arena *arena;
    bool settle; /* with the forms of days */
    size_t which;
    struct lc_tables tables;
    bool digested;
    unsigned char digest[LC_DIGEST];
    size_t known;         /* tables that are an extract */
    size_t found;         /* of the nearest that is none: columns that a schema has */
    struct lc_error best; /* what is said of that */
    bool headed;          /* it has a header, of no schema */
};

int lc_import_plan_open(lc_csv **csv, const struct lc_import_ask *ask,
                        const struct lc_import_planned *table, struct lc_error *err)
{
    return ask->cage ? lc_csv_cage_open(csv, ask->cage, table->which, table->table, err)
                     : lc_csv_open_table(csv, ask->path[table->which], table->table,
                                         ask->layouts, err);
}

/* --- its name and its digest ------------------------------------------------------ */

/* Is it made of words that say nothing of a child, and no other table's? */
static bool may_be_shown(const struct planning *p, size_t table)
{
    const char *name = p->tables.name[table];
    for (size_t i = 0; i < p->tables.count; i++)
        if (i != table && strcmp(p->tables.name[i], name) == 0)
            return false;
    return lc_schemas_know_words(p->ask->schemas, lc_slice_of(name));
}

/* "sheet List 3", or "sheet 3" of a name whose words nobody knows. */
static int name_table(struct planning *p, struct lc_import_planned *t,
                      struct lc_error *err)
{
    const char *path = p->ask->path[p->which], *name = p->tables.name[t->table];
    const char *noun = p->tables.container ? p->tables.container->noun : NULL;
    struct lc_text text = { 0 };
    t->path = t->file = path;
    t->name = lc_path_name(path);
    if (p->tables.count < 2)
        return LC_OK;
    lc_text_addf(&text, "%s, ", path);
    if (may_be_shown(p, t->table))
        lc_text_addf(&text, "%s%s%s", noun ? noun : "", noun ? " " : "", name);
    else
        lc_text_addf(&text, "%s %zu", noun ? noun : "table", t->table + 1);
    int code = lc_text_check(&text, err);
    char *kept = code ? NULL : lc_arena_text(p->arena, text.data, text.size);
    lc_text_free(&text);
    if (!code && !kept)
        code = LC_FAIL_NOMEM(err);
    if (code)
        return code;
    t->path = kept;
    return LC_OK;
}

static int digest_file(struct planning *p, struct lc_error *err)
{
    const struct lc_import_ask *ask = p->ask;
    uint64_t size;
    int code = LC_OK;
    if (!p->digested)
        code = ask->cage ? lc_csv_cage_digest(ask->cage, p->which, p->digest, err)
                         : lc_file_digest(ask->path[p->which], p->digest, &size, err);
    p->digested = !code;
    return code;
}

/* Of a table among several: the file's, its name, and how many of that name stand
 * before it. So the same workbook says the same again, sheet by sheet. */
static int digest_table(struct planning *p, struct lc_import_planned *t,
                        struct lc_error *err)
{
    const char *name = p->tables.name[t->table];
    struct lc_text text = { 0 };
    uint32_t before = 0;
    int code = digest_file(p, err);
    if (code)
        return code;
    memcpy(t->digest, p->digest, LC_DIGEST);
    if (p->tables.count < 2)
        return LC_OK;
    for (size_t i = 0; i < t->table; i++)
        before += strcmp(p->tables.name[i], name) == 0;
    lc_text_add_bytes(&text, (const char *)p->digest, LC_DIGEST);
    lc_text_addf(&text, "table %lu %s", (unsigned long)before, name);
    code = lc_text_check(&text, err);
    if (!code)
        lc_digest(text.data, text.size, NULL, t->digest);
    lc_text_free(&text);
    return code;
}

/* --- which extract it is ---------------------------------------------------------- */

/* An error's words, without "FILE, sheet 3: " in front of them. */
static const char *without_path(const char *text, const struct lc_import_planned *t)
{
    size_t path = strlen(t->path), file = strlen(t->file);
    const char *words;
    while (strncmp(text, t->path, path) == 0 && strncmp(text + path, ": ", 2) == 0)
        text += path + 2;
    if (strncmp(text, t->file, file) == 0 && (words = strstr(text + file, ": ")))
        text = words + 2;
    return text;
}

/* What is said of a table that is none, without the path in front of it; what it is
 * nearest to only if it lacks little of that. */
static int keep_why(struct planning *p, struct lc_import_planned *t,
                    const struct lc_error *why, const struct lc_nearness *near,
                    struct lc_error *err)
{
    const char *text = without_path(why->text, t);
    const char *more = near->missing * 3 > near->found ? strchr(text, ';') : NULL;
    t->unread =
        lc_arena_text(p->arena, text, more ? (size_t)(more - text) : strlen(text));
    return t->unread ? LC_OK : LC_FAIL_NOMEM(err);
}

static int fail_unknown(const char *why, struct lc_error *err)
{
    return LC_FAIL(err, LC_FORMAT,
                   "%s. If it is an extract under headings of its own, begin with "
                   "latecare import --explain FILE",
                   why);
}

/* It may be a page of guidance among the lists: it counts against the file only if no
 * other table of it is known. */
static int pass_over(struct planning *p, struct lc_import_planned *t, lc_csv *csv,
                     const struct lc_error *why, const struct lc_nearness *near,
                     struct lc_error *err)
{
    const struct lc_csv_row *row = NULL;
    if (!p->best.code || near->found > p->found) {
        p->best = *why;
        p->headed = csv && !t->schema;
        p->found = near->found;
    }
    t->rows = !csv || lc_csv_titles(csv) > 0;
    if (!t->rows) /* what cannot be read is there too */
        t->rows = lc_csv_next(csv, &row, NULL) != LC_OK || row;
    t->schema = NULL;
    return keep_why(p, t, why, near, err);
}

/* Not a sheet that is damaged, nor what is damaged below a header that is known. */
static bool may_pass(const struct planning *p, const struct lc_import_planned *t,
                     const lc_csv *csv)
{
    if (p->tables.count < 2 || t->schema)
        return false;
    return csv || p->tables.container->csv;
}

/* *empty: there is nothing to plan. */
static int look_at(struct planning *p, struct lc_import_planned *t, bool *empty,
                   struct lc_error *err)
{
    int place[LC_MAX_SCHEMA_COLUMNS];
    struct lc_error why = { 0 };
    struct lc_nearness near = { 0, 0 };
    lc_csv *csv;
    int code = lc_import_plan_open(&csv, p->ask, t, &why);
    *empty = !code && !lc_csv_header(csv)->count;
    bool looked = !code && !*empty;
    if (looked)
        code = lc_schemas_look(p->ask->schemas, t->path, csv, &t->schema, place, &near,
                               &why);
    t->forms.real = !p->tables.plain[t->table];
    t->hidden = p->tables.hidden[t->table];
    if (!code && t->schema && p->settle)
        code = lc_forms_settle(&t->forms, t->schema, csv, place, &why);
    code = code == LC_FORMAT && (p->ask->lenient || may_pass(p, t, csv))
               ? pass_over(p, t, csv, &why, &near, err)
           : code == LC_FORMAT && looked && !t->schema ? fail_unknown(why.text, err)
                                                       : lc_error_pass(err, code, &why);
    lc_csv_close(csv);
    p->known += !code && t->schema;
    return code;
}

/* quietly: an empty one is left out. */
static int plan_table(struct planning *p, size_t table, bool quietly,
                      struct lc_error *err)
{
    struct lc_import_plan *plan = p->plan;
    int code = LC_GROW(plan->table, plan->room, plan->count + 1, err);
    if (code)
        return code;
    struct lc_import_planned *t = &plan->table[plan->count];
    bool empty = false;
    *t = (struct lc_import_planned){ .which = p->which, .table = table };
    code = name_table(p, t, err);
    if (!code)
        code = look_at(p, t, &empty, err);
    if (!code)
        code = digest_table(p, t, err);
    plan->count += !code && !(empty && quietly);
    return code;
}

/* --- a file ----------------------------------------------------------------------- */

static int list_tables(struct planning *p, struct lc_error *err)
{
    const struct lc_import_ask *ask = p->ask;
    return ask->cage
               ? lc_csv_cage_tables(&p->tables, ask->cage, p->which, err)
               : lc_tables_list(&p->tables, ask->path[p->which], ask->layouts, err);
}

/* Of several tables that are all empty one is said to be. */
static int plan_tables(struct planning *p, struct lc_error *err)
{
    size_t before = p->plan->count, count = p->tables.count;
    int code = LC_OK;
    for (size_t i = 0; i < count && !code; i++)
        code = plan_table(p, i, count > 1, err);
    if (!code && p->plan->count == before && count)
        code = plan_table(p, 0, false, err);
    return code;
}

/* A file that is no table at all, where that is no error. */
static int plan_broken(struct planning *p, const struct lc_error *why,
                       struct lc_error *err)
{
    struct lc_import_plan *plan = p->plan;
    int code = LC_GROW(plan->table, plan->room, plan->count + 1, err);
    if (code)
        return code;
    struct lc_import_planned *t = &plan->table[plan->count];
    const struct lc_nearness near = { 1, 0 }; /* to nothing: all is said */
    const char *path = p->ask->path[p->which];
    *t = (struct lc_import_planned){ .which = p->which,
                                     .path = path,
                                     .file = path,
                                     .name = lc_path_name(path),
                                     .rows = true };
    code = digest_file(p, err);
    if (!code)
        code = keep_why(p, t, why, &near, err);
    plan->count += !code;
    return code;
}

static int plan_file(struct planning *p, struct lc_error *err)
{
    const char *path = p->ask->path[p->which];
    struct lc_error why = { 0 };
    int code = list_tables(p, &why);
    if (!code && !p->tables.count)
        code = LC_FAIL(&why, LC_FORMAT, "%s: %s without a table in it", path,
                       p->tables.container->name);
    if (code)
        code = code == LC_FORMAT && p->ask->lenient ? plan_broken(p, &why, err)
                                                    : lc_error_pass(err, code, &why);
    else
        code = plan_tables(p, err);
    if (!code && p->best.code && !p->known && !p->ask->lenient)
        code = p->headed ? fail_unknown(p->best.text, err)
                         : lc_error_pass(err, p->best.code, &p->best);
    lc_tables_free(&p->tables);
    return code;
}

/* --- all of them ------------------------------------------------------------------ */

static int by_order(const void *a, const void *b)
{
    const struct lc_import_planned *x = a, *y = b;
    int order = 0;
    if (!x->schema || !y->schema)
        order = !x->schema - !y->schema;
    else if (x->schema != y->schema)
        order = x->schema->rank != y->schema->rank
                    ? x->schema->rank - y->schema->rank
                    : strcmp(x->schema->name, y->schema->name);
    if (!order && x->schema && y->schema)
        order = x->schema->variant - y->schema->variant;
    if (!order)
        order = strcmp(x->name, y->name);
    if (!order)
        order = strcmp(x->file, y->file);
    if (!order && x->table != y->table)
        order = x->table < y->table ? -1 : 1;
    return order ? order : memcmp(x->digest, y->digest, LC_DIGEST);
}

int lc_import_plan_make(struct lc_import_plan *plan, const struct lc_import_ask *ask,
                        lc_arena *arena, bool settle, struct lc_error *err)
{
    int code = LC_OK;
    *plan = (struct lc_import_plan){ 0 };
    for (size_t i = 0; i < ask->count && !code; i++) {
        struct planning p = {
            .plan = plan, .ask = ask, .arena = arena, .settle = settle, .which = i
        };
        code = plan_file(&p, err);
    }
    if (!code && plan->count)
        qsort(plan->table, plan->count, sizeof *plan->table, by_order);
    return code;
}

int lc_import_plan_list(struct lc_import_result *result,
                        const struct lc_import_plan *plan, size_t files,
                        struct lc_error *err)
{
    result->file = lc_alloc(plan->count + 1, sizeof *result->file);
    result->name = lc_alloc(plan->count + 1, sizeof *result->name);
    if (!result->file || !result->name)
        return LC_FAIL_NOMEM(err);
    result->count = plan->count;
    result->files = files;
    for (size_t i = 0; i < plan->count; i++) {
        const struct lc_import_planned *one = &plan->table[i];
        result->file[i] = (struct lc_import_file){ .path = one->path,
                                                   .schema = one->schema,
                                                   .unread = one->unread != NULL,
                                                   .covers_from = LC_NO_DAY,
                                                   .covers_to = LC_NO_DAY,
                                                   .source = UINT32_MAX };
        result->name[i] = one->path;
    }
    result->file[plan->count].path = result->name[plan->count] = lc_pending_name;
    result->file[plan->count].source = UINT32_MAX;
    return LC_OK;
}

void lc_import_plan_free(struct lc_import_plan *plan)
{
    free(plan->table);
    *plan = (struct lc_import_plan){ 0 };
}
