#include "base/interrupt.h"

#include "system/signal.h"

bool lc_interrupted(void)
{
    return lc_sys_signal() != 0;
}

int lc_interrupt_check(struct lc_error *err)
{
    if (!lc_interrupted())
        return LC_OK;
    return LC_FAIL(err, LC_INTERRUPTED, "interrupted; nothing was left half done");
}
