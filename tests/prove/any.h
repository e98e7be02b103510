/* What a driver gives to the functions that it calls: any value of the sort, so that
 * what Frama-C says of one call it says of all. A driver splits on sizes (//@ split),
 * each then is a case of its own. */
#pragma once

#include <__fc_builtin.h>
#include <float.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"

enum { SHORT = 8 };
#define LONG ((size_t)1 << 40)

/* Any text of `size` bytes, at most SHORT, in memory that ends where the text does. */
static inline struct lc_slice any_slice(int size)
{
    static char bytes[SHORT];
    Frama_C_make_unknown(bytes, SHORT);
    return (struct lc_slice){ bytes + SHORT - size, (size_t)size };
}

/* The same, terminated: no longer than `size`. */
static inline const char *any_text(int size)
{
    static char bytes[SHORT + 1];
    Frama_C_make_unknown(bytes, SHORT);
    return bytes + SHORT - size;
}

/* Any ASCII of just `size` bytes, terminated. */
static inline const char *any_ascii(int size)
{
    static char bytes[SHORT + 1];
    memset(bytes, Frama_C_interval(1, 127), SHORT);
    return bytes + SHORT - size;
}

/* Any text of `size` bytes from `low` to `high`, at most LONG: no counter may overflow.
 */
static inline struct lc_slice any_long(size_t size, int low, int high)
{
    static char bytes[LONG];
    memset(bytes, Frama_C_interval(low, high), LONG);
    return (struct lc_slice){ bytes + LONG - size, size };
}

/* Any byte that is no space. They are RANGES ranges, each a case of its own. */
enum { RANGES = 4 };
static inline char any_ink(int range)
{
    static const char low[RANGES] = { -128, 11, 14, 33 },
                      high[RANGES] = { 8, 12, 31, 127 };
    return Frama_C_char_interval(low[range], high[range]);
}

/* `before` spaces, any text of `size` bytes that neither begins nor ends with one, and
 * `after` spaces: SHORT bytes at most, as any_slice. */
static inline struct lc_slice any_padded(int before, int size, int after, int head,
                                         int tail)
{
    struct lc_slice all = any_slice(before + size + after);
    char *at = (char *)all.data;
    static const char spaces[] = " \t\r\n";
    for (int i = 0; i < before; i++)
        at[i] = spaces[Frama_C_interval(0, 3)];
    if (size)
        at[before] = any_ink(head);
    if (size > 1)
        at[before + size - 1] = any_ink(tail);
    for (int i = 0; i < after; i++)
        at[before + size + i] = spaces[Frama_C_interval(0, 3)];
    return all;
}

/* Any bits: a number, infinite, or none. */
static inline double any_double(void)
{
    union {
        uint64_t bits;
        double value;
    } any = { Frama_C_unsigned_long_interval(0, UINT64_MAX) };
    return any.value;
}

static inline double any_finite(void)
{
    return Frama_C_double_interval(-DBL_MAX, DBL_MAX);
}
