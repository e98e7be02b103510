#include "import/notes_inside.h"

#include <stdlib.h>
#include <string.h>

/* The rules, and what breaking one means in our words. DfE's numbers are those of the
 * validation rules of the SSDA903 return. */
static const struct {
    const char *rule, *meaning;
} rules[] = {
    { "102", "the date of birth is not a date" },
    { "141", "the date an episode began is not a date" },
    { "142", "an episode began before the one before it had ended" },
    { "147", "the date an episode ceased is not a date" },
    { "148",
      "an episode has a date ceased without a reason, or a reason without a date" },
    { "149", "the reason an episode ceased is not in the code list" },
    { "301", "born after the collection year" },
    { "302", "looked after before birth" },
    { "352", "started to be looked after at 18 or over" },
    { "355", "an episode of less than a day" },
    { "356", "an episode ceased before it began; no day counts" },
    { "357", "a child's first episode does not begin with reason S" },
    { "380", "a temporary placement that no move led to" },
    { "385", "an episode ceased after the collection year" },
    { "386", "adopted at 18 or over" },
    { "387", "left for independent living under 14" },
    { "388", "what X1 says of a next episode is not so" },
    { "389", "left for adult social care under 16" },
    { "503A", "the reason of the first episode is not that of the year before" },
    { "567", "a missing period ended before it began; no day counts" },
    { "574", "missing periods overlap, or one is still open when the next begins" },
    { "575",
      "missing from a placement that has ended, with no end of the missing period" },
    { "576", "a missing period open at the year's end was not carried over" },
    { "577", "still missing when care ended, or after it" },
    { "578", "missing while not looked after" },
    { "586", "missing before birth" },
    { "INT", "the child is not in the header file" },
    { "code", "a code that is not in its list; read as not stated" },
    { "code year", "a code that was not in use in the collection year" },
    { "day", "a date that is no date; read as not stated" },
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
    { "encoding", "not UTF-8; read as Windows-1252" },
    { "empty", "the file is empty" },
    { "end taken back", "what it belongs to has no end any more; nor is this there" },
    { "leader differs", "the extract that leads says otherwise; it was followed" },
    { "leader silent", "the extract that leads does not have this; not added" },
};

const char *lc_rule_meaning(const char *rule)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].rule, rule) == 0)
            return rules[i].meaning;
    return "";
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
        notes->finding[notes->findings++] = (struct lc_finding){ file, line, rule };
    return code;
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
    lc_text_add(out, "file,line,rule,meaning\n");
    for (size_t i = 0; i < notes->findings; i++) {
        const struct lc_finding *row = &notes->finding[i];
        add_cell(out, files[row->file], ",");
        lc_text_addf(out, "%llu,", (unsigned long long)row->line);
        add_cell(out, row->rule, ",");
        add_cell(out, lc_rule_meaning(row->rule), "\n");
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
