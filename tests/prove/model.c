/* The C library's functions whose promises Frama-C's headers state too weakly, as C11
 * promises them. What a caller must give is checked as the call happens. */
#include <__fc_builtin.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model.h"

/* 7.22.1.3: any number, and an end within the text. */
double strtod(const char *restrict text, char **restrict end)
{
    union {
        unsigned long bits;
        double value;
    } any = { Frama_C_unsigned_long_interval(0, ULONG_MAX) };
    size_t size = strlen(text);
    if (end)
        *end = (char *)text + Frama_C_unsigned_long_interval(0, size);
    return any.value;
}

int model_length, model_growths;

/* 7.21.6.5: it writes no more than `size`, terminated, and says how much it would have
 * written, or that it failed. A double by "%.*g" with up to 17 digits does not fail and
 * has at most a sign, the digits, a point and e+308. */
static int print(char *out, size_t size, const char *format)
{
    if (size) {
        Frama_C_make_unknown(out, size);
        out[size - 1] = 0;
    }
    if (format[0] == '%' && format[1] == '.' && format[2] == '*' && format[3] == 'g'
        && !format[4])
        return Frama_C_interval(1, 1 + 17 + 1 + 5);
    return model_length;
}

int snprintf(char *restrict out, size_t size, const char *restrict format, ...)
{
    return print(out, size, format);
}

int vsnprintf(char *restrict out, size_t size, const char *restrict format,
              va_list args)
{
    return print(out, size, format);
}

/* base/memory.h: zeroed, or nothing. */
void *lc_alloc(size_t count, size_t size)
{
    return model_growths ? calloc(count ? count : 1, size) : NULL;
}

/* Room for so many, and no more than that; on failure all is as before. */
int lc_grow(void **array, size_t *room, size_t need, size_t size, struct lc_error *err)
{
    if (need <= *room)
        return LC_OK;
    if (!model_growths)
        return LC_NOMEM;
    model_growths--;
    char *grown = malloc(need * size);
    if (*array)
        memcpy(grown, *array, *room * size);
    memset(grown + *room * size, 0, (need - *room) * size);
    free(*array);
    *array = grown;
    *room = need;
    return LC_OK;
}
