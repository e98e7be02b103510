/* Judging a return by the rules of its year. */
#pragma once

#include "returns/book.h"
#include "returns/rule.h"

/* A row that broke a rule. */
struct lc_breach {
    const struct lc_check *rule;
    const struct lc_filed *row;
};

struct lc_breach_list {
    size_t count, room;
    struct lc_breach *breach; /* each (rule, row) once */
};

/* Adds the words of every rule to a book that has none yet: what is not among them is
 * no code, and may be anything. */
int lc_book_learn(struct lc_book *book, struct lc_error *err) LC_MUST_CHECK;

/* What is broken in the return of the year, seen with that of the year before: added to
 * list, in no order that is promised. O(n log n) and about 8 bytes a row; a child's
 * rows are looked through once for each of its rows by a rule that asks for others. */
int lc_book_judge(struct lc_book *book, int year, struct lc_breach_list *list,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_breach_list_free(struct lc_breach_list *list);
