/* A mapping to start from (explain.h). */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/near.h"
#include "import/cell_inside.h"
#include "import/explain_inside.h"
#include "import/heading_inside.h"
#include "import/schema_inside.h"

enum { WORD_ROOM = 120, NOT_NEAR = 100 };

/* --- is it a header? -------------------------------------------------------------- */

static bool is_of_a_child(struct lc_slice field)
{
    enum { LONG_RUN = 3 };
    size_t run = 0;
    for (size_t i = 0; i < field.size; i++) {
        run = isdigit((unsigned char)field.data[i]) ? run + 1 : 0;
        if (run >= LONG_RUN)
            return true;
    }
    return lc_day_forms(field) != 0;
}

static int check_header(const struct lc_csv_row *header, const char *path,
                        struct lc_error *err)
{
    size_t named = 0;
    for (size_t i = 0; i < header->count; i++) {
        named += header->field[i].size > 0;
        if (is_of_a_child(lc_cell_trim(header->field[i])))
            return LC_FAIL(err, LC_REFUSED,
                           "%s: column %zu of the header has a number or a day in it, "
                           "so this row may be a child's; a mapping has none of its "
                           "data. Give the file a header of words",
                           path, i + 1);
    }
    return named ? LC_OK : LC_FAIL(err, LC_FORMAT, "%s: there is no header", path);
}

/* --- how near a name is ----------------------------------------------------------- */

/* Lower case, letters and figures alone. */
static void spell(struct lc_slice name, char *word)
{
    size_t n = 0;
    for (size_t i = 0; i < name.size && n + 1 < WORD_ROOM; i++)
        if (isalnum((unsigned char)name.data[i]))
            word[n++] = (char)tolower((unsigned char)name.data[i]);
    word[n] = 0;
}

/* Hundredths of the longer word that are other; one within the other is near. */
static int apart(const char *a, const char *b)
{
    enum { LEAST_WITHIN = 4, WITHIN = 20 };
    size_t n = strlen(a), m = strlen(b), most = n > m ? n : m;
    if (!n || !m)
        return NOT_NEAR;
    int by_slips = (int)(100 * lc_word_distance(a, b) / most);
    bool within =
        (m >= LEAST_WITHIN && strstr(a, b)) || (n >= LEAST_WITHIN && strstr(b, a));
    return within && by_slips > WITHIN ? WITHIN : by_slips;
}

static int apart_from(const struct lc_schema_column *column, struct lc_slice heading)
{
    char word[WORD_ROOM], name[WORD_ROOM];
    spell(heading, word);
    spell(lc_slice_of(column->name), name);
    int best = apart(word, name);
    for (unsigned i = 0; i < column->also_count; i++) {
        spell(lc_slice_of(column->also[i]), name);
        int one = apart(word, name);
        best = one < best ? one : best;
    }
    return best;
}

/* The heading that is nearest to column c, and nearer to none other; or none. */
static int match(const struct lc_schema *schema, unsigned c,
                 const struct lc_csv_row *header, const bool *taken)
{
    enum { NEAR = 45 };
    int best = NEAR, at = LC_NO_COLUMN;
    for (size_t i = 0; i < header->count; i++) {
        int one = apart_from(&schema->columns[c], header->field[i]);
        bool mine = one < best && !taken[i];
        for (unsigned k = 0; k < schema->columns_count && mine; k++)
            mine = k == c || schema->columns[k].type == LC_CELL_SKIP
                   || apart_from(&schema->columns[k], header->field[i]) >= one;
        if (mine) {
            best = one;
            at = (int)i;
        }
    }
    return at;
}

/* Fills place[] and taken[]; how many of what is read were found, less what is missing.
 */
static int match_all(const struct lc_schema *schema, const struct lc_csv_row *header,
                     int *place, bool *taken)
{
    int score = 0;
    memset(taken, 0, header->count * sizeof *taken);
    for (unsigned c = 0; c < schema->columns_count; c++) {
        place[c] = LC_NO_COLUMN;
        if (schema->columns[c].type == LC_CELL_SKIP)
            continue;
        place[c] = match(schema, c, header, taken);
        if (place[c] != LC_NO_COLUMN)
            taken[place[c]] = true;
        score += place[c] != LC_NO_COLUMN ? 3 : lc_schema_spares(schema, c) ? 0 : -1;
    }
    return score;
}

static const struct lc_schema *nearest(const lc_schemas *schemas,
                                       const struct lc_csv_row *header, int *place,
                                       bool *taken, int *most)
{
    const struct lc_schema *best = NULL;
    *most = 0;
    for (size_t i = 0; i < lc_schemas_count(schemas); i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i);
        int score = one->variant ? 0 : match_all(one, header, place, taken);
        if (score > *most) {
            best = one;
            *most = score;
        }
    }
    return best;
}

/* --- the text --------------------------------------------------------------------- */

/* In double quotes, as YAML has it. */
static void add_quoted(struct lc_text *text, struct lc_slice word)
{
    lc_text_add(text, "\"");
    for (size_t i = 0; i < word.size; i++) {
        char c = word.data[i];
        if (c == '"' || c == '\\')
            lc_text_add(text, "\\");
        if ((unsigned char)c >= ' ')
            lc_text_add_bytes(text, &c, 1);
    }
    lc_text_add(text, "\"");
}

/* " of M, A, H", by which words of the file are to be meant. */
static void add_codes(struct lc_text *text, const struct lc_code_list *list)
{
    enum { MOST = 12 };
    unsigned count = list ? list->plain_count + list->codes_count : 0;
    for (unsigned i = 0; i < count && i < MOST; i++)
        lc_text_addf(text, "%s%s", i ? ", " : " of ",
                     i < list->plain_count ? list->plain[i]
                                           : list->codes[i - list->plain_count].code);
    if (count > MOST)
        lc_text_addf(text, " and %u more", count - MOST);
}

static void add_column(struct lc_text *text, const struct lc_schema *schema, unsigned c,
                       const struct lc_csv_row *header, int at)
{
    const struct lc_schema_column *column = &schema->columns[c];
    struct lc_text gives = { 0 };
    lc_explain_gives(schema, c, &gives);
    lc_text_addf(text, "  %s- { heading: ", at == LC_NO_COLUMN ? "# " : "");
    if (at == LC_NO_COLUMN)
        lc_text_add(text, "FILL IN");
    else
        add_quoted(text, lc_cell_trim(header->field[at]));
    lc_text_addf(text, ", field: ");
    add_quoted(text, lc_slice_of(column->name));
    lc_text_addf(text, " } # %s", lc_explain_type(column));
    add_codes(text, column->list);
    lc_text_addf(text, "%s%s%s\n", column->needed ? ", needed" : "",
                 gives.size ? ": " : "", gives.data ? gives.data : "");
    lc_text_free(&gives);
}

static void add_unread(struct lc_text *text, const struct lc_csv_row *header,
                       const bool *taken)
{
    bool any = false;
    for (size_t i = 0; i < header->count; i++) {
        struct lc_slice name = lc_cell_trim(header->field[i]);
        if (taken[i] || !name.size)
            continue;
        lc_text_add(text, any ? "  - "
                              : "unread: # headings that nothing is read from\n  - ");
        add_quoted(text, name);
        lc_text_add(text, "\n");
        any = true;
    }
}

static void add_mapping(struct lc_text *text, const struct lc_schema *schema,
                        const struct lc_csv_row *header, const int *place,
                        const bool *taken)
{
    lc_text_addf(
        text,
        "# A mapping to start from (latecare help import). Look at each line: "
        "headings were\n# matched by their spelling alone. Lines with FILL IN "
        "need a heading; a field that the\n# file does not have goes under "
        "'lacking', one that is the same in every row under\n# 'constants'. No "
        "data of a child belongs here.\n"
        "# Its header is taken to be in line %" PRIu64 ".\n"
        "mapping: GIVE IT A TITLE\nschema: %s\n# dates: dmy # iso, dmy, mdy, ymd, "
        "named; without it, as the schema has them\ncolumns:\n",
        header->line, schema->name);
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (schema->columns[c].type != LC_CELL_SKIP)
            add_column(text, schema, c, header, place[c]);
    lc_text_add(text, "# constants:\n#   - { field: NAME, value: VALUE }\n"
                      "# words:\n#   - { field: NAME, word: AS WRITTEN, code: CODE }\n"
                      "# lacking: [NAME]\n");
    add_unread(text, header, taken);
}

static int write(struct lc_text *text, const lc_schemas *schemas, lc_csv *csv,
                 const char *path, const char *like, struct lc_error *err)
{
    int place[LC_MAX_SCHEMA_COLUMNS];
    bool taken[LC_CSV_COLUMNS];
    int score;
    const struct lc_csv_row *header = lc_csv_header(csv);
    int code = check_header(header, path, err);
    if (code)
        return code;
    const struct lc_schema *schema =
        like ? lc_schemas_named(schemas, like)
             : nearest(schemas, header, place, taken, &score);
    if (!schema && like)
        return LC_FAIL(
            err, LC_USAGE,
            "--like: there is no schema '%s'; 'latecare help schemas' lists them",
            like);
    if (!schema)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: no schema has headings that are spelt alike; say which it "
                       "is to be by --like SCHEMA ('latecare help schemas' lists them)",
                       path);
    match_all(schema, header, place, taken);
    add_mapping(text, schema, header, place, taken);
    return lc_text_check(text, err);
}

/* How near the table is to the schema, or to any; then by its headings. */
static int judge(const struct lc_import_ask *ask, size_t table,
                 const struct lc_schema *like, int *score, struct lc_error *err)
{
    enum { HEADINGS = 1 << 12 }; /* more than a header has */
    int place[LC_MAX_SCHEMA_COLUMNS];
    bool taken[LC_CSV_COLUMNS];
    lc_csv *csv;
    int code = lc_explain_open_headed(&csv, ask, table, err);
    if (code)
        return code;
    const struct lc_csv_row *header = lc_csv_header(csv);
    if (like)
        *score = match_all(like, header, place, taken);
    else
        nearest(ask->schemas, header, place, taken, score);
    *score = *score * HEADINGS + (int)header->count;
    lc_csv_close(csv);
    return LC_OK;
}

int lc_explain_mapping(struct lc_text *mapping, const struct lc_import_ask *ask,
                       size_t tables, const bool *asked, const char *like,
                       struct lc_error *err)
{
    const struct lc_schema *schema = like ? lc_schemas_named(ask->schemas, like) : NULL;
    size_t best = tables;
    int most = 0, score = 0, code = LC_OK;
    for (size_t t = 0; t < tables && !code; t++) {
        if (asked && !asked[t])
            continue;
        code = judge(ask, t, schema, &score, err);
        if (best == tables || score > most) {
            best = t;
            most = score;
        }
    }
    lc_csv *csv = NULL;
    if (!code)
        code = lc_explain_open_headed(&csv, ask, best < tables ? best : 0, err);
    if (!code)
        code = write(mapping, ask->schemas, csv, ask->path[0], like, err);
    lc_csv_close(csv);
    return code;
}
