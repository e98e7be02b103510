#include "models/panel/whole_months.h"

#include "models/panel/monthly_inside.h"

int lc_whole_months(const int32_t span[2], struct lc_error *err)
{
    struct lc_monthly_span months;
    return lc_monthly_span_of(&months, span, err);
}
