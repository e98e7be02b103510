/* What the teams that own the sources are sent (checkup.h). */
#include <inttypes.h>
#include <string.h>

#include "checkup/checkup.h"

static const struct {
    const char *what, *meaning;
} meanings[] = {
    { "born", "the birth dates differ" },
    { "sex", "the sexes differ" },
    { "ethnicity", "the ethnic groups differ" },
    { "number", "the child's numbers in another system differ" },
    { "child", "the other source should know of the child and does not" },
    { "only here", "the other source should tell of this and does not" },
    { "start", "the starts differ" },
    { "end", "the ends differ" },
    { "code", "the codes differ" },
    { "not in need", "care began, and the other source has no open episode of need" },
};

const char *lc_apart_meaning(const char *what)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strcmp(meanings[i].what, what) == 0)
            return meanings[i].meaning;
    return "what is said of it differs";
}

struct line {
    const char *file, *kind, *rule, *column, *meaning, *other;
    uint64_t line, other_line;
};

static void add_cell(struct lc_text *out, const char *text, const char *end)
{
    lc_text_add_cell(out, lc_slice_of(text ? text : ""));
    lc_text_add(out, end);
}

static void add_line_number(struct lc_text *out, uint64_t line, const char *end)
{
    if (line)
        lc_text_addf(out, "%" PRIu64, line);
    lc_text_add(out, end);
}

static void add_line(struct lc_text *out, const struct line *l)
{
    add_cell(out, l->file, ",");
    add_line_number(out, l->line, ",");
    add_cell(out, l->kind, ",");
    add_cell(out, l->rule, ",");
    add_cell(out, l->column, ",");
    add_cell(out, l->meaning, ",");
    add_cell(out, l->other, ",");
    add_line_number(out, l->other_line, "\n");
}

static void add_apart(struct lc_text *out, const struct lc_checkup *c,
                      const struct lc_checkup_apart *apart, const struct lc_apart *one)
{
    const char *place[2] = { lc_checkup_place(c, apart->set[0], one->at),
                             lc_checkup_place(c, apart->set[1], one->at + 1) };
    int first = place[0] ? 0 : 1; /* what is only in the second stands there */
    struct lc_text meaning = { 0 };
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM];
    lc_text_add(&meaning, lc_apart_meaning(one->what));
    if (one->day[0] != LC_NO_DAY && one->day[1] != LC_NO_DAY)
        lc_text_addf(&meaning, ": %s and %s",
                     one->day[0] == LC_OPEN ? "open" : lc_day_print(one->day[0], a),
                     one->day[1] == LC_OPEN ? "open" : lc_day_print(one->day[1], b));
    const struct lc_checkup_set *other = apart->set[!first];
    const struct line line = { .file = place[first],
                               .line = one->at[first].line,
                               .kind = "sources differ",
                               .rule = one->what,
                               .column = one->history,
                               .meaning = meaning.data,
                               .other = place[!first] ? place[!first]
                                        : other       ? other->name
                                                      : "the store",
                               .other_line = one->at[!first].line };
    add_line(out, &line);
    out->failed |= meaning.failed;
    lc_text_free(&meaning);
}

static void add_notes(struct lc_text *out, const struct lc_checkup *c)
{
    const struct lc_import_result *result = &c->result;
    const struct lc_notes *notes = &result->notes;
    for (size_t i = 0; i < notes->rejects; i++) {
        const struct lc_reject *r = &notes->reject[i];
        const struct line line = { .file = lc_checkup_name(c, result->name[r->file]),
                                   .line = r->line,
                                   .kind = "not taken",
                                   .column = r->column,
                                   .meaning = r->reason };
        add_line(out, &line);
    }
    for (size_t i = 0; i < notes->findings; i++) {
        const struct lc_finding *f = &notes->finding[i];
        const struct line line = { .file = lc_checkup_name(c, result->name[f->file]),
                                   .line = f->line,
                                   .kind = "rule",
                                   .rule = f->rule,
                                   .meaning = lc_rule_meaning(f->rule) };
        add_line(out, &line);
    }
}

void lc_checkup_csv(const struct lc_checkup *c, struct lc_text *out)
{
    lc_text_add(out, "file,line,kind,rule,column,meaning,other file,other line\n");
    add_notes(out, c);
    for (size_t i = 0; i < c->aparts; i++)
        for (size_t k = 0; k < c->apart[i].count; k++)
            add_apart(out, c, &c->apart[i], &c->apart[i].row[k]);
}
