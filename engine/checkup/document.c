/* See document.h. */
#include "checkup/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "checkup/costs.h"
#include "checkup/figures.h"
#include "disclosure/small.h"
#include "store/breaks.h"
#include "store/rhythm.h"

/* --- files and rows --------------------------------------------------------------- */

/* What was said of a table that was not read, or NULL. */
static const char *unread_text(const struct lc_checkup *c, size_t file)
{
    const struct lc_notes *notes = &c->result.notes;
    for (size_t i = 0; i < notes->remarks; i++)
        if (notes->remark[i].file == file && c->result.file[file].unread)
            return notes->remark[i].text;
    return NULL;
}

static json_t *file_json(const struct lc_checkup *c, size_t i)
{
    const struct lc_import_file *f = &c->result.file[i];
    const char *unread = unread_text(c, i);
    return LC_OBJECT({ "file", lc_json_text(lc_checkup_name(c, c->result.name[i])) },
                     { "schema", lc_json_text(f->schema ? f->schema->name : NULL) },
                     { unread ? "unread" : NULL, lc_json_text(unread) },
                     { "rows", lc_json_count(f->rows) },
                     { "taken", lc_json_count(f->taken) },
                     { "unchanged", lc_json_count(f->unchanged) },
                     { "corrected", lc_json_count(f->corrected) },
                     { "rejected", lc_json_count(f->rejected) },
                     { "pending", lc_json_count(f->pending) },
                     { "withdrawn", lc_json_count(f->withdrawn) },
                     { "findings", lc_json_count(f->findings) },
                     { "covers_from", lc_json_day(f->covers_from) },
                     { "covers_to", lc_json_day(f->covers_to) });
}

static json_t *files_json(const struct lc_checkup *c)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < c->result.count && good; i++)
        good = lc_json_push(list, file_json(c, i));
    return lc_json_whole(list, good);
}

/* Rejects that are alike (file, column, reason) are one row with a number. */
static bool is_alike(const struct lc_reject *a, const struct lc_reject *b)
{
    return a->file == b->file && strcmp(a->column, b->column) == 0
           && strcmp(a->reason, b->reason) == 0;
}

static int by_kind(const void *a, const void *b)
{
    const struct lc_reject *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    int order = strcmp(x->column, y->column);
    return order ? order : strcmp(x->reason, y->reason);
}

static json_t *alike_json(const struct lc_checkup *c, const struct lc_reject *r,
                          size_t rows)
{
    return LC_OBJECT(
        { "file", lc_json_text(lc_checkup_name(c, c->result.name[r->file])) },
        { "column", lc_json_text(r->column) }, { "reason", lc_json_text(r->reason) },
        { "rows", lc_json_count(rows) });
}

static json_t *not_taken_json(const struct lc_checkup *c)
{
    const struct lc_notes *notes = &c->result.notes;
    struct lc_reject *row = lc_alloc(notes->rejects, sizeof *row);
    json_t *list = json_array();
    bool good = list && row;
    if (good && notes->rejects) {
        memcpy(row, notes->reject, notes->rejects * sizeof *row);
        qsort(row, notes->rejects, sizeof *row, by_kind);
    }
    for (size_t i = 0, end; good && i < notes->rejects; i = end) {
        for (end = i; end < notes->rejects && is_alike(row + i, row + end);)
            end++;
        good = lc_json_push(list, alike_json(c, row + i, end - i));
    }
    free(row);
    return lc_json_whole(list, good);
}

static size_t files_of(const struct lc_notes *notes, const char *rule)
{
    size_t files = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < notes->findings; i++)
        if (strcmp(notes->finding[i].rule, rule) == 0
            && notes->finding[i].file != last) {
            last = notes->finding[i].file;
            files++;
        }
    return files;
}

static json_t *rules_json(const struct lc_checkup *c)
{
    struct lc_rule_count *counts;
    size_t n;
    json_t *list = json_array();
    bool good = list && !lc_notes_by_rule(&c->result.notes, &n, &counts, NULL);
    for (size_t i = 0; good && i < n; i++)
        good = lc_json_push(
            list,
            LC_OBJECT({ "rule", lc_json_text(counts[i].rule) },
                      { "meaning", lc_json_text(lc_rule_meaning(counts[i].rule)) },
                      { "rows", lc_json_count(counts[i].rows) },
                      { "files",
                        lc_json_count(files_of(&c->result.notes, counts[i].rule)) }));
    if (list && good)
        free(counts);
    return lc_json_whole(list, good);
}

static json_t *remarks_json(const struct lc_checkup *c)
{
    const struct lc_notes *notes = &c->result.notes;
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < notes->remarks && good; i++)
        good = lc_json_push(
            list, LC_OBJECT({ "file", lc_json_text(lc_checkup_name(
                                          c, c->result.name[notes->remark[i].file])) },
                            { "remark", lc_json_text(notes->remark[i].text) }));
    return lc_json_whole(list, good);
}

/* --- sources that differ, and new codes ------------------------------------------- */

static const char *name_of(const struct lc_checkup_set *set)
{
    return set ? set->name : "the store";
}

/* Of one kind and history, of two sides. */
struct kind {
    size_t first, rows;
};

static bool is_kind(const struct lc_apart *a, const struct lc_apart *b)
{
    return strcmp(a->what, b->what) == 0 && strcmp(a->history, b->history) == 0;
}

static json_t *apart_json(const struct lc_checkup_apart *a, const struct kind *kind)
{
    const struct lc_apart *one = &a->row[kind->first];
    return LC_OBJECT(
        { "between", json_pack("[s,s]", name_of(a->set[0]), name_of(a->set[1])) },
        { "what", lc_json_text(one->what) }, { "history", lc_json_text(one->history) },
        { "meaning", lc_json_text(lc_apart_meaning(one->what)) },
        { "rows", lc_json_count(kind->rows) });
}

static bool add_aparts(json_t *list, const struct lc_checkup_apart *a)
{
    struct kind *kind = NULL;
    size_t kinds = 0, room = 0;
    bool good = true;
    for (size_t i = 0; i < a->count && good; i++) {
        size_t k = 0;
        while (k < kinds && !is_kind(&a->row[kind[k].first], &a->row[i]))
            k++;
        if (k == kinds && (good = !LC_GROW(kind, room, kinds + 1, NULL)))
            kind[kinds++] = (struct kind){ i, 0 };
        if (good)
            kind[k].rows++;
    }
    for (size_t k = 0; k < kinds && good; k++)
        good = lc_json_push(list, apart_json(a, &kind[k]));
    free(kind);
    return good;
}

static json_t *differ_json(const struct lc_checkup *c)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < c->aparts && good; i++)
        good = add_aparts(list, &c->apart[i]);
    return lc_json_whole(list, good);
}

static json_t *new_json(const struct lc_checkup *c)
{
    json_t *list = c->before ? json_array() : json_null();
    bool good = list != NULL;
    for (size_t i = 0; i < c->news && good; i++)
        good = lc_json_push(
            list, LC_OBJECT({ "history", lc_json_text(c->new[i].history) },
                            { "attribute", lc_json_text(c->new[i].attribute) },
                            { "code", lc_json_text(c->new[i].code) }));
    return lc_json_whole(list, good);
}

/* --- histories -------------------------------------------------------------------- */

/* Takes the line over: pushed as it is, if it says anything. */
static bool push_line(json_t *list, struct lc_text *line)
{
    bool good =
        !line->failed && (!line->size || lc_json_push(list, lc_json_text(line->data)));
    lc_text_free(line);
    return good;
}

static json_t *silent_json(const struct lc_checkup *c)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < c->store.histories && good; i++) {
        const char *name = c->store.history[i].name;
        struct lc_text line = { 0 };
        good = !lc_silence_say(&line, &c->store, name, LC_OPEN, NULL);
        good = push_line(list, &line) && good;
    }
    return lc_json_whole(list, good);
}

/* Of all histories. An extract may hold what is open or new alone: where nothing was
 * stored before, it is no history to have breaks. */
static json_t *breaks_json(const struct lc_checkup *c)
{
    json_t *list = json_array();
    size_t histories = c->before ? c->store.histories : 0;
    bool good = list != NULL;
    for (size_t i = 0; i < histories && good; i++) {
        struct lc_break *found = NULL;
        size_t count = 0;
        good =
            !lc_breaks_find(&c->store, c->store.history[i].name, &count, &found, NULL);
        for (size_t k = 0; k < count && good; k++) {
            struct lc_text line = { 0 };
            lc_declared_say_found(&line, &found[k], &c->declared, false);
            good = push_line(list, &line);
        }
        free(found);
    }
    return lc_json_whole(list, good);
}

static json_t *delays_json(const struct lc_delays *d)
{
    bool few = d->events < LC_SMALLEST_SHOWN; /* one child's own days */
    return LC_OBJECT({ "events", lc_told_json(lc_tell(d->events)) },
                     { "median", few ? json_null() : json_integer(d->median) },
                     { "ninety", few ? json_null() : json_integer(d->ninety) });
}

static json_t *months_json(const struct lc_figures_of *f)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (int m = 0; m < LC_DELAY_MONTHS && good; m++) {
        json_t *one = delays_json(&f->by_month[m]);
        good = one && lc_json_put(one, "month", lc_json_day(f->month[m]));
        good = lc_json_push(list, lc_json_whole(one, good)) && good;
    }
    return lc_json_whole(list, good);
}

static json_t *ages_json(const struct lc_figures_of *f)
{
    json_t *ages = json_object();
    bool good = ages != NULL;
    size_t told[LC_AGE_BANDS];
    lc_tell_parts(LC_AGE_BANDS, f->age, told, NULL);
    for (int b = 0; b < LC_AGE_BANDS && good; b++)
        good = lc_json_put(ages, lc_age_bands[b], lc_told_json(told[b]));
    return lc_json_whole(ages, good);
}

static json_t *history_json(const struct lc_figures_of *f)
{
    return LC_OBJECT({ "history", lc_json_text(f->name) },
                     { "events", lc_told_json(lc_tell(f->events)) },
                     { "last_year", lc_told_json(lc_tell(f->last_year)) },
                     { "year_before", lc_told_json(lc_tell(f->before)) },
                     { "told", delays_json(&f->all) }, { "months", months_json(f) },
                     { "ages", ages_json(f) });
}

/* Whether an extract of the folder told anything of it. */
static bool is_fed(const struct lc_checkup *c, const char *history)
{
    for (size_t i = 0; i < c->result.count; i++) {
        const struct lc_schema *schema = c->result.file[i].schema;
        if (schema && lc_schema_feeds(schema, history))
            return true;
    }
    return false;
}

static json_t *histories_json(const struct lc_checkup *c)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < c->store.histories && good; i++) {
        const struct lc_history *h = &c->store.history[i];
        struct lc_figures_of f;
        if (!h->n || !is_fed(c, h->name) || !lc_history_is_of_events(h->name))
            continue;
        good = !lc_figures_make(&f, &c->store, h, NULL)
               && lc_json_push(list, history_json(&f));
    }
    return lc_json_whole(list, good);
}

static json_t *costs_json(const struct lc_checkup *c, const struct lc_study *study)
{
    struct lc_cost *cost = NULL;
    size_t count = 0;
    json_t *list = study ? json_array() : json_null();
    bool good = list && (!study || !lc_costs_make(&count, &cost, c, study, NULL));
    for (size_t i = 0; i < count && good; i++)
        good = lc_json_push(
            list, LC_OBJECT({ "predictor", lc_json_text(cost[i].predictor->name) },
                            { "label", lc_json_text(cost[i].predictor->label) },
                            { "rejected", lc_json_count(cost[i].rejected) },
                            { "findings", lc_json_count(cost[i].findings) },
                            { "children", lc_told_json(lc_tell(cost[i].children)) }));
    free(cost);
    return lc_json_whole(list, good);
}

int lc_checkup_document(json_t **document, const struct lc_checkup *c,
                        const struct lc_study *study, int32_t received,
                        struct lc_error *err)
{
    *document = LC_OBJECT(
        { "title", lc_json_text("What a load would meet") },
        { "received", lc_json_day(received) },
        { "study", lc_json_text(study ? study->about.name : NULL) },
        { "files", files_json(c) }, { "not_taken", not_taken_json(c) },
        { "rules", rules_json(c) }, { "differ", differ_json(c) },
        { "remarks", remarks_json(c) }, { "new_codes", new_json(c) },
        { "silent", silent_json(c) }, { "breaks", breaks_json(c) },
        { "histories", histories_json(c) }, { "costs", costs_json(c, study) });
    return *document ? LC_OK : LC_FAIL_NOMEM(err);
}
