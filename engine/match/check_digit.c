/* Numbers that bear a check digit. */
#include <ctype.h>
#include <string.h>

#include "match/normal.h"

/* By value; without I, O and S (DfE, Unique pupil numbers: guide). */
static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

static int value_of(char c)
{
    const char *at = c ? strchr(letters, toupper((unsigned char)c)) : NULL;
    return isdigit((unsigned char)c) ? c - '0' : at ? (int)(at - letters) : -1;
}

/* The figures behind the letter by 2 to 13, modulo 23, are the letter; the last may be
 * a letter too, of a number that a school gave for the time being. */
bool lc_pupil_number_checks(const char *number, size_t size)
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
bool lc_nhs_number_checks(const char *number, size_t size)
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
