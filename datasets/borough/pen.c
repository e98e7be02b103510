#include "datasets/borough/pen_inside.h"

#include <string.h>

#include "base/number.h"

struct lc_pen lc_pen_begin(struct lc_text *sheet, int32_t asof)
{
    return (struct lc_pen){
        .sheet = sheet, .begun = sheet->size, .first = true, .asof = asof
    };
}

static void separate(struct lc_pen *pen)
{
    if (!pen->first)
        lc_text_add_bytes(pen->sheet, ",", 1);
    pen->first = false;
}

void lc_pen_text(struct lc_pen *pen, const char *cell)
{
    separate(pen);
    if (strpbrk(cell, ",\"\n"))
        lc_text_add_cell(pen->sheet, (struct lc_slice){ cell, strlen(cell) });
    else
        lc_text_add_bytes(pen->sheet, cell, strlen(cell));
}

/* Digits of value, at least `width` of them. */
static void add_digits(struct lc_text *out, uint64_t value, int width)
{
    char digits[24];
    int at = (int)sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
        width--;
    } while (value || width > 0);
    lc_text_add_bytes(out, digits + at, sizeof digits - (size_t)at);
}

void lc_pen_number(struct lc_pen *pen, long value)
{
    separate(pen);
    if (value < 0)
        lc_text_add_bytes(pen->sheet, "-", 1);
    add_digits(pen->sheet, (uint64_t)(value < 0 ? -value : value), 1);
}

void lc_pen_real(struct lc_pen *pen, double value)
{
    char text[LC_NUMBER_ROOM];
    lc_number_print(value, text);
    lc_pen_text(pen, text);
}

void lc_pen_id(struct lc_pen *pen, char letter, uint64_t number)
{
    separate(pen);
    lc_text_add_bytes(pen->sheet, &letter, 1);
    add_digits(pen->sheet, number, 7);
}

void lc_pen_day(struct lc_pen *pen, int32_t day)
{
    int year, month, mday;
    separate(pen);
    if (day == LC_NO_DAY || day == LC_OPEN || day >= pen->asof)
        return;
    lc_day_split(day, &year, &month, &mday);
    const char *between = pen->day_first ? "/" : "-";
    int part[3] = { year, month, mday }, width[3] = { 4, 2, 2 };
    for (int i = 0; i < 3; i++) {
        int which = pen->day_first ? 2 - i : i;
        if (i)
            lc_text_add_bytes(pen->sheet, between, 1);
        add_digits(pen->sheet, (uint64_t)part[which], width[which]);
    }
}

void lc_pen_skip(struct lc_pen *pen, int cells)
{
    while (cells-- > 0)
        lc_pen_text(pen, "");
}

void lc_pen_end(struct lc_pen *pen)
{
    lc_text_add_bytes(pen->sheet, "\n", 1);
}

void lc_pen_again(struct lc_pen *pen)
{
    size_t size = pen->sheet->size - pen->begun;
    struct lc_text copy = { 0 };
    lc_text_add_bytes(&copy, pen->sheet->data ? pen->sheet->data + pen->begun : "",
                      pen->sheet->data ? size : 0);
    lc_text_add_bytes(pen->sheet, copy.data ? copy.data : "", copy.size);
    if (copy.failed)
        pen->sheet->failed = true;
    lc_text_free(&copy);
}
