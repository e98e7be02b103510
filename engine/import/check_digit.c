#include "import/check_digit_inside.h"

#include "import/heading_inside.h"
#include "match/normal.h"

static const struct {
    const char *type;
    bool (*is)(const char *number, size_t size);
} checks[] = {
    { "Unique Pupil Number", lc_pupil_number_checks },
    { "UPN", lc_pupil_number_checks },
    { "Former Unique Pupil Number", lc_pupil_number_checks },
    { "Former UPN", lc_pupil_number_checks },
    { "NHS Number", lc_nhs_number_checks },
    { "NHS", lc_nhs_number_checks },
};

bool lc_number_may_be(struct lc_slice type, struct lc_slice number)
{
    char close[16];
    size_t size = 0;
    if (!type.size || !number.size)
        return true;
    for (size_t i = 0; i < number.size && size < sizeof close; i++)
        if (number.data[i] != ' ' && number.data[i] != '-')
            close[size++] = number.data[i];
    for (size_t k = 0; k < sizeof checks / sizeof *checks; k++)
        if (lc_heading_is(type, checks[k].type))
            return checks[k].is(close, size);
    return true;
}

bool lc_number_is_one(const char *type, struct lc_slice number)
{
    return type && lc_number_may_be(lc_slice_of(type), number);
}
