/* The values of a column (column.h): the loops that every pass over narrow columns
 * begins with, as wide as the machine's vectors. */
#include <assert.h>
#include <math.h>

#include "numeric/column.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__)         \
    && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

WIDE void lc_column_read(const struct lc_column *column, size_t first, size_t count,
                         double *out)
{
    switch (column->type) {
    case LC_CATEGORY: { /* its missing value, 0, is a number like the others */
        const uint16_t *data = (const uint16_t *)column->data + first;
        for (size_t i = 0; i < count; i++)
            out[i] = data[i];
        return;
    }
/* a real's missing value is NaN already, and the comparison below is then false */
#define X(type_name, ctype, missing)                                                   \
    case type_name: {                                                                  \
        const ctype *data = (const ctype *)column->data + first;                       \
        for (size_t i = 0; i < count; i++)                                             \
            out[i] = data[i] == (missing) ? NAN : (double)data[i];                     \
        return;                                                                        \
    }
        X(LC_F64, double, NAN)
        X(LC_F32, float, NAN)
        X(LC_I32, int32_t, INT32_MIN)
        X(LC_I16, int16_t, INT16_MIN)
        X(LC_U8, uint8_t, UINT8_MAX)
#undef X
    default:
        assert(column->type == LC_F64); /* a type that column.h does not have */
    }
}

/* NaN is the one value that is not itself; a whole number is missing if it is its
 * type's extreme. */
WIDE size_t lc_column_missing(const struct lc_column *column, size_t n)
{
    size_t missing = 0;
    switch (column->type) {
#define X(type_name, ctype, none)                                                      \
    case type_name: {                                                                  \
        const ctype *data = column->data;                                              \
        for (size_t i = 0; i < n; i++)                                                 \
            missing += (data[i] != data[i]) | (data[i] == (none));                     \
        return missing;                                                                \
    }
        LC_TYPES(X)
#undef X
    default:
        assert(column->type == LC_F64);
    }
    return missing;
}

WIDE size_t lc_column_outside(const struct lc_column *column, size_t n, double low,
                              double high, size_t *missing)
{
    size_t outside = 0;
    bool category = column->type == LC_CATEGORY; /* 0 is a number, as above */
    *missing = category ? 0 : lc_column_missing(column, n);
    switch (column->type) {
#define X(type_name, ctype, none)                                                      \
    case type_name: {                                                                  \
        const ctype *data = column->data;                                              \
        for (size_t i = 0; i < n; i++)                                                 \
            outside += (((double)data[i] < low) | ((double)data[i] > high))            \
                       & ((data[i] != (none)) | category);                             \
        return outside;                                                                \
    }
        LC_TYPES(X)
#undef X
    default:
        assert(column->type == LC_F64);
    }
    return outside;
}
