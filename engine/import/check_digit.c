#include "import/check_digit_inside.h"

#include <ctype.h>
#include <string.h>

#include "import/heading_inside.h"

/* By value; without I, O and S (DfE, Unique pupil numbers: guide). */
static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

static int value_of(char c)
{
    const char *at = c ? strchr(letters, toupper((unsigned char)c)) : NULL;
    return isdigit((unsigned char)c) ? c - '0' : at ? (int)(at - letters) : -1;
}

/* The figures behind the letter by 2 to 13, modulo 23, are the letter; the last may be
 * a letter too, of a number that a school gave for the time being. */
static bool is_upn(const char *number, size_t size)
{
    int sum = 0;
    if (size != 13)
        return false;
    for (size_t i = 1; i < size; i++) {
        int value = value_of(number[i]);
        if (value < 0 || (!isdigit((unsigned char)number[i]) && i < size - 1))
            return false;
        sum += value * (int)(i + 1);
    }
    return toupper((unsigned char)number[0]) == letters[sum % 23];
}

/* Nine figures by 10 down to 2, and the tenth, are a multiple of 11 (NHS Data
 * Dictionary, NHS NUMBER). */
static bool is_nhs(const char *number, size_t size)
{
    int sum = 0;
    if (size != 10)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (!isdigit((unsigned char)number[i]))
            return false;
        sum += (number[i] - '0') * (int)(i < 9 ? 10 - i : 1);
    }
    return sum % 11 == 0;
}

static const struct {
    const char *type;
    bool (*is)(const char *number, size_t size);
} checks[] = {
    { "Unique Pupil Number", is_upn },
    { "UPN", is_upn },
    { "Former Unique Pupil Number", is_upn },
    { "Former UPN", is_upn },
    { "NHS Number", is_nhs },
    { "NHS", is_nhs },
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
