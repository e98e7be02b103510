#include "support/words.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

const lc_meanings *words_of_program(void)
{
    static lc_meanings *words;
    struct lc_error err = { 0 };
    setenv("LATECARE_SHARE", "datasets", 1);
    if (!words)
        cr_assert(eq(int, lc_meanings_load(&words, &err), LC_OK), "%s", err.text);
    return words;
}
