/* The sheet of a meeting (decisions.h). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "base/near.h"
#include "base/number.h"
#include "decisions/decisions.h"
#include "table/csv.h"

#define WORD(word, meaning) word,
static const char *const actions[] = { LC_ACTIONS(WORD) };
#define MEANING(word, meaning) meaning,
static const char *const meanings[] = { LC_ACTIONS(MEANING) };
enum { ACTIONS = sizeof actions / sizeof *actions };

const char *lc_action_meaning(const char *word)
{
    for (size_t a = 0; a < ACTIONS; a++)
        if (!strcmp(actions[a], word))
            return meanings[a];
    return NULL;
}

enum column { CHILD, DISCUSSED, AGREE, ACTION, BY, UNTIL, REASON, COLUMNS };
static const char *const columns[COLUMNS] = { "child", "discussed", "agree", "action",
                                              "by",    "until",     "reason" };

/* One row on its way. */
struct sheet {
    struct lc_decisions *to;
    const struct lc_decisions_of *of;
    size_t at[COLUMNS];
    size_t linkage, name, born; /* their columns; SIZE_MAX: there is none */
    uint64_t *seen;             /* [records] line of a child's row */
};

static bool is_empty(const struct sheet *s, const struct lc_csv_row *row, enum column c)
{
    return row->field[s->at[c]].size == 0;
}

static const char *keep(const struct sheet *s, const struct lc_csv_row *row,
                        enum column c)
{
    struct lc_slice cell = row->field[s->at[c]];
    return lc_arena_text(s->to->arena, cell.data ? cell.data : "", cell.size);
}

/* Of a column that a sheet may have. */
static const char *keep_any(const struct sheet *s, const struct lc_csv_row *row,
                            size_t column)
{
    struct lc_slice cell = { 0 };
    if (column != SIZE_MAX)
        cell = row->field[column];
    return lc_arena_text(s->to->arena, cell.data ? cell.data : "", cell.size);
}

/* --- cells ------------------------------------------------------------------------ */

static int read_child(const struct sheet *s, const struct lc_csv_row *row,
                      struct lc_decision *d, struct lc_error *err)
{
    int64_t number;
    if (lc_integer_parse(row->field[s->at[CHILD]], 0, UINT32_MAX, &number))
        return LC_FAIL(err, LC_FORMAT, "child is not the number of a child");
    if ((uint64_t)number >= s->of->records)
        return LC_FAIL(err, LC_ABSENT, "there is no child %" PRId64 " in the store",
                       number);
    d->child = (uint32_t)number;
    d->record = s->of->child[number];
    if (s->seen[d->record])
        return LC_FAIL(err, LC_FORMAT,
                       "child %" PRId64 " has a row already, in line %" PRIu64, number,
                       s->seen[d->record]);
    s->seen[d->record] = row->line;
    return LC_OK;
}

/* A child's number means another child by another linkage. */
static int hold_linkage(const struct sheet *s, const struct lc_csv_row *row,
                        struct lc_error *err)
{
    const char *asked = s->of->linkage;
    int32_t day;
    if (s->linkage == SIZE_MAX)
        return asked ? LC_FAIL(err, LC_REFUSED,
                               "the sheet has no column linkage, so its children are "
                               "the store's own: leave --linkage out; or, of a pack "
                               "that was made with it, add the column, %s in each row",
                               asked)
                     : LC_OK;
    struct lc_slice cell = row->field[s->linkage];
    if (!cell.size || lc_day_parse(cell, LC_DAY_ANY, &day))
        return LC_FAIL(err, LC_FORMAT,
                       "linkage is the day whose linkage the pack was made by, in "
                       "each row; of a pack of the store's own children take the "
                       "column out");
    char text[LC_DAY_ROOM];
    lc_day_print(day, text);
    return asked && !strcmp(asked, text)
               ? LC_OK
               : LC_FAIL(err, LC_REFUSED,
                         "the sheet is of the children of the linkage of %s, and %s%s "
                         "was asked; say --linkage %s",
                         text, asked ? "that of " : "the store's own",
                         asked ? asked : "", text);
}

/* yes, no, or NULL for another word; a letter will do. */
static const char *yes_or_no(struct lc_slice cell)
{
    static const char *const yes[] = { "yes", "y", "1" }, *const no[] = { "no", "n",
                                                                          "0" };
    for (size_t i = 0; i < 3; i++) {
        if (lc_slice_is_nocase(cell, yes[i]))
            return "yes";
        if (lc_slice_is_nocase(cell, no[i]))
            return "no";
    }
    return NULL;
}

static int read_answers(const struct sheet *s, const struct lc_csv_row *row,
                        struct lc_decision *d, struct lc_error *err)
{
    const char *discussed = yes_or_no(row->field[s->at[DISCUSSED]]);
    if (!discussed)
        return LC_FAIL(err, LC_FORMAT, "discussed is yes or no");
    d->discussed = !strcmp(discussed, "yes");
    d->agreed = is_empty(s, row, AGREE) ? "" : yes_or_no(row->field[s->at[AGREE]]);
    return d->agreed ? LC_OK : LC_FAIL(err, LC_FORMAT, "agree is yes, no or empty");
}

static int unknown_action(const char *word, struct lc_error *err)
{
    struct lc_text all = { 0 };
    size_t near = lc_word_nearest(word, ACTIONS, actions, 4);
    for (size_t a = 0; a < ACTIONS; a++)
        lc_text_addf(&all, "%s%s", a ? ", " : "", actions[a]);
    /* the word itself is not repeated: it may be a name in the wrong column */
    int code = near < ACTIONS ? LC_FAIL(err, LC_FORMAT,
                                        "action is no word of the list; is '%s' meant?",
                                        actions[near])
                              : LC_FAIL(err, LC_FORMAT, "action is one of %s",
                                        all.data ? all.data : "the list");
    lc_text_free(&all);
    return code;
}

static int read_action(const struct sheet *s, const struct lc_csv_row *row,
                       struct lc_decision *d, struct lc_error *err)
{
    d->action = keep(s, row, ACTION);
    if (!d->action)
        return LC_FAIL_NOMEM(err);
    for (size_t a = 0; a < ACTIONS; a++) /* in capitals too, as some sheets write */
        if (lc_slice_is_nocase(row->field[s->at[ACTION]], actions[a]))
            d->action = actions[a];
    if (!d->discussed && *d->action)
        return LC_FAIL(err, LC_FORMAT, "an action for a child that was not discussed");
    if (d->discussed && !*d->action)
        return LC_FAIL(
            err, LC_FORMAT,
            "a child was discussed, and action says nothing ('none': nothing "
            "beyond what is in hand)");
    if (!strcmp(d->action, "other") && is_empty(s, row, REASON))
        return LC_FAIL(err, LC_FORMAT,
                       "'other' is said in the reason, and reason says nothing");
    return *d->action && !lc_action_meaning(d->action) ? unknown_action(d->action, err)
                                                       : LC_OK;
}

static int read_until(const struct sheet *s, const struct lc_csv_row *row,
                      struct lc_decision *d, struct lc_error *err)
{
    d->until = LC_OPEN;
    if (is_empty(s, row, UNTIL))
        return LC_OK;
    if (lc_day_parse(row->field[s->at[UNTIL]], LC_DAY_ANY, &d->until))
        return LC_FAIL(err, LC_FORMAT, "until is a day such as 2025-06-30, or empty");
    if (d->until < s->to->meeting)
        return LC_FAIL(err, LC_FORMAT, "until is before the meeting");
    return LC_OK;
}

/* --- rows ------------------------------------------------------------------------- */

static bool is_undecided(const struct sheet *s, const struct lc_csv_row *row)
{
    for (int c = DISCUSSED; c < COLUMNS; c++)
        if (!is_empty(s, row, (enum column)c))
            return false;
    return true;
}

static int read_row(struct sheet *s, const struct lc_csv_row *row, struct lc_error *err)
{
    struct lc_decisions *to = s->to;
    struct lc_decision d = { .line = row->line };
    if (row->trouble)
        return LC_FAIL(err, LC_FORMAT, "%s", lc_csv_trouble_text(row->trouble));
    int code = hold_linkage(s, row, err);
    if (!code)
        code = read_child(s, row, &d, err);
    if (!code && is_undecided(s, row)) {
        code = LC_GROW(to->blank, to->blank_room, to->blanks + 1, err);
        if (!code)
            to->blank[to->blanks++] = d.record;
        return code;
    }
    if (!code)
        code = read_answers(s, row, &d, err);
    if (!code)
        code = read_action(s, row, &d, err);
    if (!code)
        code = read_until(s, row, &d, err);
    d.by = keep(s, row, BY);
    d.reason = keep(s, row, REASON);
    d.name = keep_any(s, row, s->name);
    d.born = keep_any(s, row, s->born);
    if (!code && (!d.by || !d.reason || !d.name || !d.born))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = LC_GROW(to->decision, to->room, to->count + 1, err);
    if (code)
        return code;
    to->decision[to->count++] = d;
    to->unanswered += d.discussed && !*d.agreed;
    to->unreasoned += !strcmp(d.agreed, "no") && !*d.reason;
    return LC_OK;
}

static int read_rows(struct sheet *s, lc_csv *csv, const char *path,
                     struct lc_error *err)
{
    const struct lc_csv_row *row = NULL;
    int code = lc_csv_next(csv, &row, err);
    while (!code && row) {
        code = lc_csv_row_is_blank(row) ? LC_OK : read_row(s, row, err);
        if (code)
            lc_error_within(err, code, "%s:%" PRIu64, path, row->line);
        else
            code = lc_csv_next(csv, &row, err);
    }
    return code;
}

static size_t column_of(const lc_csv *csv, const char *name)
{
    size_t at;
    return lc_csv_find(csv, 1, &name, &at) == 0 ? SIZE_MAX : at;
}

int lc_decisions_read(struct lc_decisions *decisions, const char *path,
                      const struct lc_decisions_of *of, struct lc_error *err)
{
    struct sheet s = { .to = decisions, .of = of };
    lc_csv *csv = NULL;
    *decisions =
        (struct lc_decisions){ .meeting = of->meeting, .arena = lc_arena_new_secret() };
    s.seen = lc_alloc(of->records, sizeof *s.seen);
    int code =
        decisions->arena && s.seen ? lc_csv_open(&csv, path, err) : LC_FAIL_NOMEM(err);
    size_t absent = code ? COLUMNS : lc_csv_find(csv, COLUMNS, columns, s.at);
    if (absent < COLUMNS)
        code = LC_FAIL(err, LC_FORMAT,
                       "%s has no column '%s'; 'panel' writes a sheet that has all",
                       path, columns[absent]);
    if (!code) {
        s.linkage = column_of(csv, "linkage");
        s.name = column_of(csv, "name");
        s.born = column_of(csv, "born");
        decisions->has_who = s.name != SIZE_MAX || s.born != SIZE_MAX;
    }
    if (!code)
        code = read_rows(&s, csv, path, err);
    lc_csv_close(csv);
    free(s.seen);
    if (code)
        lc_decisions_free(decisions);
    return code;
}

void lc_decisions_free(struct lc_decisions *decisions)
{
    free(decisions->decision);
    free(decisions->blank);
    lc_arena_free(decisions->arena);
    *decisions = (struct lc_decisions){ 0 };
}
