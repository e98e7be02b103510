/* What the columns of `latecare match` are: by their headings, and by what stands in
 * them. */
#include <string.h>

#include "base/hash.h"
#include "command/match_inside.h"
#include "match/normal.h"

void lc_match_look_at(struct lc_match_look *look, struct lc_slice cell)
{
    struct lc_text text = { 0 };
    if (!cell.size)
        return;
    look->said++;
    look->dates += lc_match_role_find(lc_slice_of("born"))->normal(&text, cell, 1);
    lc_text_free(&text);
    size_t slots = 4 * LC_MATCH_LOOKED_AT;
    uint64_t hash = lc_hash_short(cell.data, cell.size) | 1;
    size_t at = (size_t)(hash >> 20) % slots;
    while (look->seen[at] && look->seen[at] != hash)
        at = (at + 1) % slots;
    look->different += !look->seen[at];
    look->seen[at] = hash;
}

static bool is_one_of(const char *heading, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(heading, *words) == 0)
            return true;
    return false;
}

/* A longer word may stand in a heading: "postcode_now". */
static bool holds_one_of(const char *heading, const char *const *words)
{
    enum { LONG = 6 };
    for (; *words; words++)
        if (strlen(*words) >= LONG && strstr(heading, *words))
            return true;
    return false;
}

/* Does what stands in the column go with the role? */
static bool goes_with(const struct lc_match_role *role,
                      const struct lc_match_look *look)
{
    if (role->kind == LC_MATCH_BORN)
        return 2 * look->dates > look->said;
    if (role->kind == LC_MATCH_NUMBER)
        return 5 * look->different > look->said;
    return true;
}

static const char *const names_of_rows[] = { "id",       "recid", "recordid",
                                             "uniqueid", "rowid", "key",
                                             "uuid",     "index", "rownumber",
                                             NULL };
static const char *const answers[] = { "truth",    "cluster", "clusterid", "label",
                                       "entityid", "person",  "personid",  NULL };

static const char by_heading[] = "by its heading", by_part[] = "by part of its heading";
static const char *const whole_names[] = { "name", "fullname", "personname", NULL };

static void guess(struct lc_match_column *column, const char *heading,
                  const struct lc_match_look *look, bool *is_id)
{
    bool distinct = look->said > 20 && look->different == look->said;
    for (size_t i = 0; lc_match_roles[i]; i++) {
        const char *const *words = lc_match_roles[i]->headings;
        bool is = is_one_of(heading, words);
        if ((is || holds_one_of(heading, words))
            && goes_with(lc_match_roles[i], look)) {
            column->role = lc_match_roles[i];
            column->why = is ? by_heading : by_part;
            return;
        }
    }
    if (is_one_of(heading, whole_names)) {
        column->whole = true;
        column->why = by_heading;
        return;
    }
    *is_id = is_one_of(heading, names_of_rows);
    column->why = *is_id                        ? "the row's own name"
                  : is_one_of(heading, answers) ? "it sounds like the answer"
                  : !look->said                 ? "it says nothing"
                  : look->different < 2         ? "it says one thing"
                  : distinct                    ? "no two rows say the same"
                                                : NULL;
    if (column->why)
        return;
    column->role = lc_match_role_find(lc_slice_of("text"));
    column->why = "by what stands in it";
}

static bool is_single(const struct lc_match_role *role)
{
    return role && role->kind != LC_MATCH_NUMBER && role->kind != LC_MATCH_TEXT;
}

/* Of a role that there is one of, the first column that its heading calls so, else the
 * first that part of its heading does. A further one says much the same again, and is
 * left. */
static void settle(struct lc_match_files *files)
{
    bool there[LC_MATCH_TEXT] = { false };
    for (int part = 0; part < 2; part++)
        for (size_t i = 0; i < files->columns; i++) {
            struct lc_match_column *column = files->column + i;
            if (!is_single(column->role) || (column->why == by_part) != part)
                continue;
            if (there[column->role->kind]) {
                column->role = NULL;
                column->why = "there is another such column";
            } else {
                there[column->role->kind] = true;
            }
        }
    bool named = there[LC_MATCH_FORENAME] || there[LC_MATCH_SURNAME];
    for (size_t i = 0; i < files->columns; i++)
        if (files->column[i].whole && named) {
            files->column[i].whole = false;
            files->column[i].why = "its parts stand in others";
        } else {
            named |= files->column[i].whole;
        }
}

int lc_match_guess(struct lc_match_files *files, const struct lc_match_look *look,
                   struct lc_error *err)
{
    struct lc_text heading = { 0 };
    for (size_t i = 0; i < files->columns; i++) {
        bool is_id = false;
        lc_text_clear(&heading);
        lc_normal_name(&heading, lc_slice_of(files->column[i].heading));
        if ((int)i == files->truth)
            files->column[i].why = "the truth, by which the result is judged";
        else
            guess(files->column + i, heading.data ? heading.data : "", look + i,
                  &is_id);
        if (is_id && files->id < 0)
            files->id = (int)i;
    }
    settle(files);
    int code = lc_text_check(&heading, err);
    lc_text_free(&heading);
    return code;
}
