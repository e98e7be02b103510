#include "import/notes_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "returns/rule.h"

/* Findings that are no rule of the DfE's (returns/rule.h). */
static const struct {
    const char *rule, *meaning;
} rules[] = {
    { "code", "a code that is not in its list; read as not stated; import --explain "
              "FILE says of which column" },
    { "code year", "a code that was not in use in the collection year" },
    { "day", "a date that is no date; read as not stated" },
    { "lost",
      "an error of a spreadsheet (#REF!), or a formula whose value the file "
      "does not hold; read as not stated: open it in a spreadsheet, mend it and "
      "save it again" },
    { "end", "ends before it starts: one of the two is wrong; no day of it counts" },
    { "number", "a number that is no number; read as not stated" },
    { "level", "a level that is no whole number from -32000 to 32000; read as not "
               "stated" },
    { "before birth", "happened before the child was born" },
    { "future", "happened after the day that the extract was made" },
    { "moved", "overlaps an event that this extract no longer says; was its start "
               "corrected? both count" },
    { "number reused", "sex and birth both differ from what the number's child had: "
                       "nothing was taken. A "
                       "number that was given anew is to be another; a child entered "
                       "wrongly is corrected "
                       "one after the other, or erased" },
    { "not withdrawn",
      "rows that cannot be told may be those that this full extract does not say: "
      "nothing was taken back; mend them, or say --withdraw" },
    { "twin", "another row of the key says otherwise; it was followed" },
    { "zeros", "a number that is another child's but for zeros in front" },
    { "no year",
      "nothing says of which collection year it is, so nothing of it is fed; "
      "give --year" },
    { "check digit",
      "a number that no pupil or patient can have; it is not linked by" },
    { "short",
      "fewer fields than the header; those that are not there were read as blank" },
    { "encoding", "not UTF-8; read as Windows-1252" },
    { "empty", "the file is empty" },
    { "not read", "no schema has the columns of this table; nothing of it was taken" },
    { "end taken back", "what it belongs to has no end any more; nor is this there" },
    { "leader differs", "the extract that leads says otherwise; it was followed" },
    { "nested",
      "what was purged by its number alone may hold more, which came before in "
      "what each lies was kept, and stays: load a whole payload, then purge it "
      "again, or purge each by its own number" },
    { "nested twice", "said twice, in two things: it lies in the last" },
    { "leader silent", "the extract that leads does not have this; not added" },
};

const char *lc_rule_meaning(const char *rule)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].rule, rule) == 0)
            return rules[i].meaning;
    const struct lc_check *one = lc_rule_find(rule, 0);
    return one ? one->meaning : "";
}

const char *lc_rule_cure(const char *rule)
{
    const struct lc_check *one = lc_rule_find(rule, 0);
    return one ? one->cure : "";
}

int lc_notes_init(struct lc_notes *notes, struct lc_error *err)
{
    *notes = (struct lc_notes){ .arena = lc_arena_new() };
    return notes->arena ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_notes_free(struct lc_notes *notes)
{
    free(notes->reject);
    free(notes->finding);
    free(notes->remark);
    lc_arena_free(notes->arena);
    *notes = (struct lc_notes){ 0 };
}

int lc_notes_reject(struct lc_notes *notes, const struct lc_reject *reject,
                    struct lc_slice value, struct lc_error *err)
{
    enum { SHOWN = 60 };
    int code = LC_GROW(notes->reject, notes->reject_room, notes->rejects + 1, err);
    if (code)
        return code;
    struct lc_reject *row = &notes->reject[notes->rejects];
    *row = *reject;
    row->value = lc_arena_text(notes->arena, value.size ? value.data : "",
                               value.size > SHOWN ? SHOWN : value.size);
    if (!row->value)
        return LC_FAIL_NOMEM(err);
    notes->rejects++;
    return LC_OK;
}

int lc_notes_find(struct lc_notes *notes, uint32_t file, uint64_t line,
                  const char *rule, struct lc_error *err)
{
    int code = LC_GROW(notes->finding, notes->finding_room, notes->findings + 1, err);
    if (!code)
        notes->finding[notes->findings++] =
            (struct lc_finding){ .file = file, .line = line, .rule = rule };
    return code;
}

int lc_notes_find_earlier(struct lc_notes *notes, const char *schema, int32_t imported,
                          uint64_t line, const char *rule, struct lc_error *err)
{
    char name[200], day[LC_DAY_ROOM];
    int size =
        snprintf(name, sizeof name, "%s of %s", schema, lc_day_print(imported, day));
    int code = lc_notes_find(notes, UINT32_MAX, line, rule, err);
    if (code)
        return code;
    struct lc_finding *row = &notes->finding[notes->findings - 1];
    row->earlier = lc_arena_text(
        notes->arena, name, size < (int)sizeof name ? (size_t)size : sizeof name - 1);
    return row->earlier ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_notes_remark(struct lc_notes *notes, uint32_t file, struct lc_text *text,
                    struct lc_error *err)
{
    int code = lc_text_check(text, err);
    char *kept = code || !text->size
                     ? NULL
                     : lc_arena_text(notes->arena, text->data, text->size);
    if (!code && text->size && !kept)
        code = LC_FAIL_NOMEM(err);
    if (!code && kept)
        code = LC_GROW(notes->remark, notes->remark_room, notes->remarks + 1, err);
    if (!code && kept)
        notes->remark[notes->remarks++] = (struct lc_remark){ file, kept };
    lc_text_free(text);
    return code;
}

static int by_line(const void *a, const void *b)
{
    const struct lc_reject *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return strcmp(x->column, y->column);
}

static int by_place(const void *a, const void *b)
{
    const struct lc_finding *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->earlier && y->earlier && strcmp(x->earlier, y->earlier) != 0)
        return strcmp(x->earlier, y->earlier);
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return strcmp(x->rule, y->rule);
}

void lc_notes_sort(struct lc_notes *notes)
{
    if (notes->rejects)
        qsort(notes->reject, notes->rejects, sizeof *notes->reject, by_line);
    if (notes->findings)
        qsort(notes->finding, notes->findings, sizeof *notes->finding, by_place);
}

static void add_cell(struct lc_text *out, const char *text, const char *end)
{
    lc_text_add_cell(out, lc_slice_of(text));
    lc_text_add(out, end);
}

void lc_notes_rejects_csv(const struct lc_notes *notes, const char *const *files,
                          struct lc_text *out)
{
    lc_text_add(out, "file,line,column,value,reason\n");
    for (size_t i = 0; i < notes->rejects; i++) {
        const struct lc_reject *row = &notes->reject[i];
        add_cell(out, files[row->file], ",");
        lc_text_addf(out, "%llu,", (unsigned long long)row->line);
        add_cell(out, row->column, ",");
        add_cell(out, row->value, ",");
        add_cell(out, row->reason, "\n");
    }
}

void lc_notes_findings_csv(const struct lc_notes *notes, const char *const *files,
                           struct lc_text *out)
{
    lc_text_add(out, "file,line,rule,meaning,cure\n");
    for (size_t i = 0; i < notes->findings; i++) {
        const struct lc_finding *row = &notes->finding[i];
        add_cell(out, row->earlier ? row->earlier : files[row->file], ",");
        lc_text_addf(out, "%llu,", (unsigned long long)row->line);
        add_cell(out, row->rule, ",");
        add_cell(out, lc_rule_meaning(row->rule), ",");
        add_cell(out, lc_rule_cure(row->rule), "\n");
    }
}

static int by_rule(const void *a, const void *b)
{
    return strcmp(((const struct lc_rule_count *)a)->rule,
                  ((const struct lc_rule_count *)b)->rule);
}

int lc_notes_by_rule(const struct lc_notes *notes, size_t *count,
                     struct lc_rule_count **counts, struct lc_error *err)
{
    struct lc_rule_count *c = NULL;
    size_t n = 0, room = 0;
    int code = LC_OK;
    for (size_t i = 0; i < notes->findings && !code; i++) {
        const char *rule = notes->finding[i].rule;
        size_t k = 0;
        while (k < n && strcmp(c[k].rule, rule) != 0)
            k++;
        if (k == n && !(code = LC_GROW(c, room, n + 1, err)))
            c[n++] = (struct lc_rule_count){ rule, 0 };
        if (!code)
            c[k].rows++;
    }
    if (n)
        qsort(c, n, sizeof *c, by_rule);
    *counts = c;
    *count = n;
    return code;
}
