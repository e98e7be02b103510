/* What a spreadsheet's numbers mean: see grid_inside.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/number.h"
#include "table/grid_inside.h"

/* Day 1 is 1 January 1900, and 60 a 29 February that there was not; or, in a workbook
 * of the other system, 0 is 1 January 1904. The last is that of the year 9999. */
enum {
    LEAP_DAY = 60,
    UNIX_1900 = 25569, /* 1 January 1970 in the first system */
    SINCE_1904 = 1462,
    LAST = 2958465,
    SECONDS = 86400
};

/* --- forms ------------------------------------------------------------------------ */

/* 27 to 36 and 50 to 58 are days of eastern calendars. */
enum lc_grid_form lc_grid_form_of(unsigned number)
{
    if ((number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36)
        || (number >= 50 && number <= 58))
        return LC_GRID_DAY;
    if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47))
        return LC_GRID_TIME;
    return LC_GRID_PLAIN;
}

/* Past what the code says word for word, at *at: a quoted text, a character behind \, _
 * or *, a colour or a currency in brackets ([h] is none: hours). */
static bool skip_words(const char *code, size_t *at)
{
    const char *s = code + *at, *end = NULL;
    if (*s == '"')
        end = strchr(s + 1, '"');
    else if (*s == '[' && !strchr("hHmMsS", s[1]))
        end = strchr(s, ']');
    else if (strchr("\\_*", *s))
        end = s[1] ? s + 1 : s;
    else
        return false;
    *at += end ? (size_t)(end - s) : strlen(s) - 1;
    return true;
}

/* Of its first part, for what is above zero. An m by itself is a month. */
enum lc_grid_form lc_grid_form_read(const char *code)
{
    bool day = false, time = false, month = false;
    for (size_t at = 0; code[at] && code[at] != ';'; at++) {
        if (skip_words(code, &at))
            continue;
        day |= strchr("dDyY", code[at]) != NULL;
        time |= strchr("hHsS", code[at]) != NULL;
        month |= strchr("mM", code[at]) != NULL;
    }
    if (day || (month && !time))
        return LC_GRID_DAY;
    return time ? LC_GRID_TIME : LC_GRID_PLAIN;
}

/* --- numbers ---------------------------------------------------------------------- */

static size_t print_time(int second, char *out)
{
    return (size_t)snprintf(out, LC_GRID_NUMBER, "%02d:%02d:%02d", second / 3600,
                            second / 60 % 60, second % 60);
}

/* Hours beyond a day are those of a duration, unless it is a day of this time. */
static size_t print_day(double number, enum lc_grid_form form, char *out)
{
    enum { YEAR = 366 };
    int whole = (int)floor(number);
    int second = (int)floor((number - whole) * SECONDS + 0.5);
    if (second == SECONDS) {
        second = 0;
        whole++;
    }
    if (!whole || (form == LC_GRID_TIME && whole < YEAR))
        return print_time(whole * SECONDS + second, out);
    if (whole == LEAP_DAY)
        return (size_t)snprintf(out, LC_GRID_NUMBER, "1900-02-29");
    lc_day_print(whole - UNIX_1900 + (whole < LEAP_DAY), out);
    size_t size = strlen(out);
    if (second) {
        out[size++] = ' ';
        size += print_time(second, out + size);
    }
    return size;
}

static size_t print_plain(double number, char *out)
{
    static const double exact = 9007199254740992.0; /* 2^53 */
    if (number == floor(number) && fabs(number) < exact)
        return (size_t)snprintf(out, LC_GRID_NUMBER, "%.0f", number);
    return (size_t)snprintf(out, LC_GRID_NUMBER, "%.15g", number);
}

static bool is_figures(struct lc_slice text)
{
    size_t i = text.size > 1 && text.data[0] == '-';
    while (i < text.size && text.data[i] >= '0' && text.data[i] <= '9')
        i++;
    return i == text.size && i;
}

struct lc_slice lc_grid_number(struct lc_slice text, enum lc_grid_form form,
                               bool from_1904, char *out)
{
    double number;
    if ((form == LC_GRID_PLAIN && is_figures(text)) || text.size >= LC_GRID_NUMBER
        || lc_number_parse(text, &number) || !isfinite(number))
        return text;
    double serial = number + (from_1904 && form == LC_GRID_DAY ? SINCE_1904 : 0);
    bool day = form != LC_GRID_PLAIN && serial > 0 && serial < LAST + 1;
    size_t size = day ? print_day(serial, form, out) : print_plain(number, out);
    return (struct lc_slice){ out, size };
}
