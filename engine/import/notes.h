/* What an import has to say: rows that were not taken, and rows that broke a rule.
 *
 * A value is kept only where it can name no child; else it is "(withheld)"
 * (shown_inside.h). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/slice.h"
#include "base/text.h"

struct lc_reject {
    uint32_t file; /* into the import's files */
    uint64_t line;
    const char *column; /* "" for the whole row; constant */
    const char *value;
    const char *reason; /* constant */
};

struct lc_finding {
    uint32_t file;
    uint64_t line;       /* 0: the file as a whole */
    const char *rule;    /* DfE's number, or a word of ours; constant */
    const char *earlier; /* NULL, or the file that an earlier import had: of
                            notes->arena; `file` means nothing then */
};

/* How a file was read where it is not quite as its schema says: nothing is lost. */
struct lc_remark {
    uint32_t file;
    const char *text; /* of notes->arena */
};

struct lc_notes {
    size_t rejects, reject_room;
    struct lc_reject *reject;
    size_t findings, finding_room;
    struct lc_finding *finding;
    size_t remarks, remark_room;
    struct lc_remark *remark;
    lc_arena *arena; /* owns the values and remarks */
};

/* "file,line,column,value,reason" and "file,line,rule,meaning,cure"; files[f] are the
 * names. */
void lc_notes_rejects_csv(const struct lc_notes *notes, const char *const *files,
                          struct lc_text *out);
void lc_notes_findings_csv(const struct lc_notes *notes, const char *const *files,
                           struct lc_text *out);

/* What breaking the rule means, and what is usually done about it; "" where there is no
 * text. */
const char *lc_rule_meaning(const char *rule);
const char *lc_rule_cure(const char *rule);

/* How often each rule was broken, in order of rule; *counts is to be freed, whatever
 * is returned. */
struct lc_rule_count {
    const char *rule;
    size_t rows;
};
int lc_notes_by_rule(const struct lc_notes *notes, size_t *count,
                     struct lc_rule_count **counts, struct lc_error *err) LC_MUST_CHECK;
