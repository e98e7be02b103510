/* Any bytes as UTF-8, as Windows-1252 and as the head of a file: the C library's iconv
 * is the judge of the first two. */
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table/encoding_inside.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static iconv_t from_utf8, from_1252;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    from_utf8 = iconv_open("UTF-16LE", "UTF-8"); /* nothing above U+10FFFF fits */
    from_1252 = iconv_open("UTF-8", "CP1252");
    if (from_utf8 == (iconv_t)-1 || from_1252 == (iconv_t)-1)
        abort();
    return 0;
}

/* What iconv makes of it into out[room], or false where it takes none of it. */
static int judge(iconv_t by, const uint8_t *data, size_t size, char *out, size_t *room)
{
    char *from = (char *)(uintptr_t)data;
    size_t left = size, had = *room;
    (void)iconv(by, NULL, NULL, NULL, NULL);
    if (iconv(by, &from, &left, &out, room) == (size_t)-1 || left)
        return 0;
    *room = had - *room;
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    size_t room = 3 * size + 4, wanted = room;
    char *theirs = malloc(room), *ours = malloc(room);
    if (!theirs || !ours)
        abort();
    if (lc_utf8_check(text, size) != judge(from_utf8, data, size, theirs, &wanted))
        abort();
    wanted = room;
    int good = judge(from_1252, data, size, theirs, &wanted);
    size_t got = lc_cp1252_convert(text, size, ours);
    if (size
        && (good ? got != wanted || memcmp(ours, theirs, got)
                       || !lc_utf8_check(ours, got)
                 : got))
        abort();
    (void)lc_encoding_foreign(text, size);
    free(theirs);
    free(ours);
    return 0;
}
