#include "support/tables.h"

#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

double *table_real(struct lc_frame *frame, const char *name)
{
    struct lc_column *column;
    cr_assert(eq(int, lc_frame_add(frame, name, LC_F64, &column, NULL), LC_OK));
    return column->data;
}

void table_numbers(struct lc_frame *frame, const char *name, const double *values)
{
    memcpy(table_real(frame, name), values, frame->n * sizeof *values);
}

void table_words(struct lc_frame *frame, const char *name, const char *const *values)
{
    struct lc_column *column;
    cr_assert(eq(int, lc_frame_add(frame, name, LC_CATEGORY, &column, NULL), LC_OK));
    for (size_t i = 0; i < frame->n; i++) {
        uint16_t number = 0;
        struct lc_slice word = lc_slice_of(values[i]);
        cr_assert(eq(int, lc_codes_add(&column->levels, word, &number, NULL), LC_OK));
        ((uint16_t *)column->data)[i] = number;
    }
}

lc_terms *table_learn(const char *formula, const struct lc_frame *frame)
{
    struct lc_error err = { 0 };
    lc_terms *terms;
    cr_assert(eq(int, lc_terms_learn(&terms, formula, frame, NULL, &err), LC_OK), "%s",
              err.text);
    return terms;
}

void table_names(const lc_terms *terms, const char *names)
{
    char found[1000] = "";
    for (size_t i = 0; i < lc_terms_count(terms); i++) {
        strcat(found, i ? "|" : "");
        strcat(found, lc_terms_at(terms, i)->name);
    }
    cr_assert(eq(str, found, (char *)names));
}

const double table_x[] = { 1.5, 2, 3.25, 4, 7, 8.5, 9, 11, 12, 15 };
const double table_z[] = { 1, 2, 1, 2, 3, 1, 2, 3, 1, 2 };
const double table_y[] = { 0, 1, 0, 1, 1, 0, 1, 0, 0, 1 };
const char *const table_sexes[] = { "Male", "Female", "Male",   "Male", "Female",
                                    "Male", "Female", "Female", "Male", "Male" };

struct lc_frame table_small(void)
{
    struct lc_frame frame = { .n = 10 };
    table_numbers(&frame, "x", table_x);
    table_numbers(&frame, "z", table_z);
    table_numbers(&frame, "y", table_y);
    table_words(&frame, "sex", table_sexes);
    return frame;
}

struct lc_applied table_apply(const lc_terms *terms, const struct lc_frame *frame,
                              int how)
{
    struct lc_error err = { 0 };
    struct lc_applied a;
    cr_assert(eq(int, lc_terms_apply(&a, terms, frame, NULL, how, &err), LC_OK), "%s",
              err.text);
    return a;
}
