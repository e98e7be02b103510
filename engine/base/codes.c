#include "base/codes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

uint16_t lc_codes_find(const struct lc_codes *codes, struct lc_slice name)
{
    for (size_t i = 0; i < codes->count; i++)
        if (lc_slice_is(name, codes->names[i]))
            return (uint16_t)(i + 1);
    return 0;
}

int lc_codes_add(struct lc_codes *codes, struct lc_slice name, uint16_t *number,
                 struct lc_error *err)
{
    *number = name.size ? lc_codes_find(codes, name) : 0;
    if (*number || !name.size)
        return LC_OK;
    if (codes->count >= UINT16_MAX)
        return LC_FAIL(err, LC_RANGE, "more than 65,535 different codes");
    int code = LC_GROW(codes->names, codes->room, codes->count + 1, err);
    if (code)
        return code;
    char *copy = lc_alloc(name.size + 1, 1);
    if (!copy)
        return LC_FAIL_NOMEM(err);
    memcpy(copy, name.data, name.size);
    codes->names[codes->count++] = copy;
    *number = (uint16_t)codes->count;
    return LC_OK;
}

const char *lc_codes_name(const struct lc_codes *codes, uint16_t number)
{
    return number && number <= codes->count ? codes->names[number - 1] : "";
}

void lc_codes_free(struct lc_codes *codes)
{
    for (size_t i = 0; i < codes->count; i++)
        free(codes->names[i]);
    free(codes->names);
    *codes = (struct lc_codes){ 0 };
}
