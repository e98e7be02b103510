/* Returns written by hand: a row a line, "TABLE CHILD COLUMN=value ...", of which the
 * first of a table is line 2 of its file. */
#pragma once

#include "returns/judge.h"

/* Adds the rows of text, of the year. Days are 2019-06-01. */
void book_write(struct lc_book *book, int year, const char *text);

/* "RULE:TABLE:LINE ..." in order of rule, table and line, of one rule (or NULL: all)
 * judged in the year; rows of the year before are "last TABLE". To be freed. */
char *book_found(struct lc_book *book, int year, const char *rule);
