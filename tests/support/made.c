#include "support/made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/text.h"
#include "import/schema_inside.h"
#include "store/seen.h"
#include "support/stores.h"

/* --- an extract at random --------------------------------------------------------- */

void made_day(struct made_file *s, size_t row, unsigned c, int32_t day)
{
    char iso[LC_DAY_ROOM];
    int y, m, d;
    s->day[row][c] = day;
    s->text[row][c][0] = 0;
    if (day == LC_NO_DAY)
        return;
    lc_day_split(day, &y, &m, &d);
    if (s->schema->dates == LC_DAY_DMY)
        snprintf(s->text[row][c], 24, "%02d/%02d/%04d", d, m, y);
    else
        snprintf(s->text[row][c], 24, "%s", lc_day_print(day, iso));
}

/* The column of the day on which the thing that a row is about began. */
int made_start(const struct lc_schema *schema)
{
    return schema->feeds_count ? schema->feeds[0].start_at : LC_NO_COLUMN;
}

int made_recorded(const struct lc_schema *schema)
{
    return schema->feeds_count ? schema->feeds[0].recorded_at : LC_NO_COLUMN;
}

static void put_listed(struct made_file *s, size_t row, unsigned c, struct lc_random *r)
{
    const struct lc_code_list *list = s->schema->columns[c].list;
    unsigned n = list->plain_count + list->codes_count;
    unsigned k = (unsigned)lc_random_below(r, n + 1);
    snprintf(s->text[row][c], 24, "%s",
             k < list->plain_count ? list->plain[k]
             : k < n               ? list->codes[k - list->plain_count].code
                                   : "");
}

void made_value(struct made_file *s, size_t row, unsigned c, struct lc_random *r)
{
    const struct lc_schema_column *column = &s->schema->columns[c];
    static const char *const words[] = { "Y", "N", "", "W", "UASC" };
    int high = column->high ? column->high : 9;
    char *text = s->text[row][c];
    s->day[row][c] = LC_NO_DAY;
    if (column->list)
        put_listed(s, row, c, r);
    else if (column->type == LC_CELL_COUNT)
        snprintf(text, 24, "%d",
                 column->low + (int)lc_random_below(r, (uint64_t)(high - column->low)));
    else
        snprintf(text, 24, "%s",
                 words[lc_random_below(r, column->type == LC_CELL_FLAG ? 3 : 5)]);
    if (column->needed && !*text)
        made_value(s, row, c, r);
}

static bool is_person_key(const struct lc_schema *schema)
{
    return schema->person_at != LC_NO_COLUMN
           && schema->key_at[schema->key_count - 1] == schema->person_at;
}

/* Row `row`, begun on `base`: further days come later, some are not said. The number
 * `id` is its own, in all that tells rows apart. */
void made_row(struct made_file *s, size_t row, unsigned id, int32_t base,
              struct lc_random *r)
{
    const struct lc_schema *schema = s->schema;
    for (unsigned c = 0; c < schema->columns_count; c++) {
        const struct lc_schema_column *column = &schema->columns[c];
        bool said =
            (int)c == made_start(schema) || column->needed || lc_random_below(r, 3);
        if (column->type == LC_CELL_DAY)
            made_day(s, row, c,
                     (int)c == made_start(schema) ? base
                     : said ? base + 15 * (int)lc_random_below(r, 25)
                            : LC_NO_DAY);
        else if (column->who == LC_WHO_PERSON)
            snprintf(s->text[row][c], 24, "P%u", is_person_key(schema) ? id : id % 4);
        else if ((int)c == schema->year_said_at)
            s->text[row][c][0] = 0;
        else if (column->known || column->type == LC_CELL_CODE
                 || column->type == LC_CELL_COUNT || column->type == LC_CELL_FLAG)
            made_value(s, row, c, r);
        else if (column->type != LC_CELL_SKIP)
            snprintf(s->text[row][c], 24, "K%u", id);
    }
}

/* Births are known by the middle of their month, so days are the 15th. */
int32_t made_month(unsigned k)
{
    return lc_day_of(2014 + (int)k / 12, 1 + (int)k % 12, 15);
}

static void fill(struct made_file *s, const struct lc_schema *schema,
                 struct lc_random *r)
{
    *s = (struct made_file){ .schema = schema, .rows = MADE_ROWS };
    for (size_t i = 0; i < MADE_ROWS; i++)
        made_row(s, i, (unsigned)i,
                 made_month((unsigned)(5 * i + lc_random_below(r, 5))), r);
}

static int32_t dated_known(const struct lc_schema *schema);

static void add_file(const struct made_file *s, struct imports *im)
{
    struct lc_text out = { 0 };
    char name[80];
    for (unsigned c = 0; c < s->schema->columns_count; c++)
        lc_text_addf(&out, "%s%s", c ? "," : "", s->schema->columns[c].name);
    for (size_t i = 0; i < s->rows; i++)
        for (unsigned c = 0; c < s->schema->columns_count; c++)
            lc_text_addf(&out, "%s%s", c ? "," : "\n", s->text[i][c]);
    lc_text_add(&out, "\n");
    cr_assert(not(out.failed));
    snprintf(name, sizeof name, "%s.csv", s->schema->name);
    imports_add(im, name, out.data, out.size);
    lc_text_free(&out);
}

void made_import(const struct made_world *w, struct imports *im, const char *received)
{
    for (size_t k = 0; k < w->count; k++)
        add_file(&w->file[k], im);
    im->options.year = dated_known(w->file[0].schema) ? MADE_YEAR : 0;
    imports_take(im, received);
    im->options.year = 0;
    /* what hangs on an event is rejected without it; sex and birth that both change by
     * chance are another child's */
    for (size_t i = 0; i < im->result.notes.rejects; i++) {
        const struct lc_reject *no = &im->result.notes.reject[i];
        cr_assert(im->result.file[no->file].schema->join
                      || strstr(no->reason, "another child's"),
                  "%s of %s", no->reason, im->result.file[no->file].path);
    }
}

/* --- what is known of it, cell by cell -------------------------------------------- */

/* The day from which something learnt on `day` is known. */
static int32_t learnt(const struct made_file *s, size_t row, int32_t day, int delay)
{
    int at = made_recorded(s->schema);
    int32_t recorded = at == LC_NO_COLUMN ? LC_NO_DAY : s->day[row][at];
    if (day == LC_NO_DAY)
        return day_of(MADE_RECEIVED);
    if (recorded == LC_NO_DAY)
        return day + (delay ? delay : s->schema->delay);
    return day + delay > recorded ? day + delay : recorded;
}

bool made_hangs(const struct lc_schema *schema)
{
    return schema->join && schema->join->history;
}

/* Of what the row has no day for, or what is told later, by the schema's first feed:
 * from when it is known; 0: always. */
static int32_t dated_known(const struct lc_schema *schema)
{
    const struct lc_feed *feed = schema->feeds_count ? &schema->feeds[0] : NULL;
    if (!feed || (!feed->dated && !feed->told))
        return 0;
    if (feed->dated == LC_FEED_OF_RECEIPT || feed->told == LC_FEED_OF_RECEIPT)
        return day_of(MADE_RECEIVED);
    return lc_day_of(MADE_YEAR, 3, 31) + (feed->delay ? feed->delay : schema->delay);
}

/* From when the row is known at all. */
int32_t made_row_known(const struct made_world *w, const struct made_file *s,
                       size_t row)
{
    int at = made_start(s->schema);
    int32_t known = at == LC_NO_COLUMN ? 0 : learnt(s, row, s->day[row][at], 0);
    if (at != LC_NO_COLUMN)
        return known > dated_known(s->schema) ? known : dated_known(s->schema);
    if (!made_hangs(s->schema))
        return dated_known(s->schema);
    const struct made_file *other =
        &w->file[1]; /* that which rows hang on comes next */
    int ends = other->schema->feeds[0].end_at;
    return learnt(s, row, other->day[row][ends], 0);
}

int32_t made_cell_known(const struct made_world *w, const struct made_file *s,
                        size_t row, unsigned c)
{
    const struct lc_schema_column *column = &s->schema->columns[c];
    if ((int)c == s->schema->year_said_at)
        return 0; /* it is never said */
    int32_t whole = made_row_known(w, s, row), known = whole;
    if (column->type == LC_CELL_DAY && (int)c != made_recorded(s->schema))
        known = learnt(s, row, s->day[row][c], 0);
    else if (column->known && s->schema->columns[column->known_at].type == LC_CELL_DAY)
        known = learnt(s, row, s->day[row][column->known_at], column->delay);
    return known > whole ? known : whole;
}

void made_later(struct made_file *s, size_t row, unsigned c, int32_t t,
                struct lc_random *r)
{
    int at = made_start(s->schema);
    int32_t from = at == LC_NO_COLUMN || t > s->day[row][at] ? t : s->day[row][at];
    made_day(s, row, c,
             (int)c == at || s->schema->columns[c].needed || lc_random_below(r, 3)
                 ? from + (int)lc_random_below(r, 100)
                 : LC_NO_DAY);
}

void made_drop(struct made_file *s, size_t row)
{
    s->rows--;
    memmove(s->text + row, s->text + row + 1, (s->rows - row) * sizeof *s->text);
    memmove(s->day + row, s->day + row + 1, (s->rows - row) * sizeof *s->day);
}

static void add_world(struct made_world *w, const lc_schemas *schemas, const char *name,
                      struct lc_random *r)
{
    const struct lc_schema *schema = name ? lc_schemas_named(schemas, name) : NULL;
    for (size_t k = 0; k < w->count && schema; k++)
        if (w->file[k].schema == schema)
            return;
    if (!schema)
        return;
    cr_assert(lt(sz, w->count, (size_t)MADE_FILES));
    fill(&w->file[w->count++], schema, r);
    add_world(w, schemas, schema->join ? schema->join->schema : NULL, r);
    add_world(w, schemas, schema->after, r);
}

void made_world(struct made_world *w, const lc_schemas *schemas,
                const struct lc_schema *schema, struct lc_random *r)
{
    w->count = 0;
    add_world(w, schemas, schema->name, r);
}

/* --- a later extract --------------------------------------------------------------- */

/* All but what a row is about may be said otherwise the second time; rows go, and rows
 * of a span that was covered come. */
void made_otherwise(struct made_file *s, struct lc_random *r)
{
    for (size_t i = s->rows; i-- > 0;)
        for (unsigned c = 0; c < s->schema->columns_count; c++) {
            const struct lc_schema_column *column = &s->schema->columns[c];
            if ((int)c == made_recorded(s->schema))
                made_day(s, i, c, LC_NO_DAY);
            else if (column->type == LC_CELL_DAY && (int)c != made_start(s->schema))
                made_later(s, i, c, 0, r);
            else if (column->known && !column->needed)
                made_value(s, i, c, r);
        }
    for (size_t i = s->rows; i-- > 0;)
        if (lc_random_below(r, 5) == 0)
            made_drop(s, i);
    for (unsigned k = 0; k < 3; k++) {
        made_row(s, s->rows, MADE_ROWS + k, made_month(84 + k), r);
        if (made_recorded(s->schema) != LC_NO_COLUMN)
            made_day(s, s->rows, (unsigned)made_recorded(s->schema), LC_NO_DAY);
        s->rows++;
    }
}

/* --- what a store says as of a day ------------------------------------------------ */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *line_of(const struct imports *im, const struct lc_history *h, uint64_t i)
{
    struct lc_text out = { 0 };
    for (size_t b = 0; b < LC_PSEUDONYM; b++)
        lc_text_addf(&out, "%02x", im->store.record[h->record[i]].pseudonym[b]);
    lc_text_addf(&out, " %s %d %d %s %d", h->name, h->start[i], h->end[i],
                 lc_codes_name(&h->codes, h->code[i]), h->level[i]);
    for (size_t a = 0; a < h->attributes; a++)
        lc_text_addf(&out, " %s=%s", h->attribute[a].name,
                     lc_codes_name(&h->attribute[a].codes, h->attribute[a].value[i]));
    return out.data;
}

/* Every event that is seen on t, with all that is seen of it. */
char *made_view(const struct imports *im, int32_t t)
{
    struct lc_text out = { 0 };
    size_t n = 0;
    char *line[20 * MADE_ROOM];
    for (size_t k = 0; k < im->store.histories; k++)
        for (uint64_t i = 0; i < im->store.history[k].n; i++)
            if (lc_seen(&im->store.history[k], i, t)) {
                cr_assert(lt(sz, n, sizeof line / sizeof *line));
                line[n++] = line_of(im, &im->store.history[k], i);
            }
    qsort(line, n, sizeof *line, by_text);
    for (size_t i = 0; i < n; i++) {
        lc_text_addf(&out, "%s\n", line[i]);
        free(line[i]);
    }
    lc_text_add(&out, "");
    return out.data;
}
