#include "base/wrap.h"

#include <string.h>

size_t lc_letters(struct lc_slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
    return count;
}

static size_t blanks(struct lc_slice line, size_t at)
{
    size_t end = at;
    while (end < line.size && line.data[end] == ' ')
        end++;
    return end - at;
}

/* Letters in front of the lines after the first. Only a gap in the line's left half is
 * one between a label and its words. */
static size_t hang_of(struct lc_slice line, size_t width, size_t in)
{
    size_t lead = blanks(line, 0), left = line.size - lead;
    bool mark =
        left > 2 && strchr("-+*", line.data[lead]) && line.data[lead + 1] == ' ';
    size_t hang = lead + (mark ? 2 : in);
    for (size_t i = lead; i < line.size; i++) {
        size_t gap = line.data[i] == ' ' ? blanks(line, i) : 0;
        size_t before = gap > 1 ? lc_letters((struct lc_slice){ line.data, i }) : 0;
        if (gap > 1 && i + gap < line.size && before + gap <= width / 2)
            hang = before + gap;
        i += gap ? gap - 1 : 0;
    }
    return hang;
}

/* Where the first `room` letters of the line end: behind the last word that fits, but
 * not before `least`; behind the first word if none does. */
static size_t cut_of(struct lc_slice line, size_t least, size_t room)
{
    size_t letters = 0, cut = 0;
    for (size_t i = 0; i <= line.size; i++) {
        bool end = i == line.size;
        bool space = !end && line.data[i] == ' ';
        if (i > least && (end || space) && line.data[i - 1] != ' ') {
            if (letters > room)
                return cut ? cut : i;
            cut = i;
        }
        letters += !end && ((unsigned char)line.data[i] & 0xc0) != 0x80;
    }
    return cut;
}

static void add_line(struct lc_text *out, struct lc_slice line, size_t width, size_t in)
{
    size_t hang = hang_of(line, width, in), least = blanks(line, 0), room = width;
    while (lc_letters(line) > room) {
        size_t cut = cut_of(line, least, room), next = cut + blanks(line, cut);
        if (next >= line.size)
            break;
        lc_text_add_bytes(out, line.data, cut);
        lc_text_addf(out, "\n%*s", (int)hang, "");
        line = (struct lc_slice){ line.data + next, line.size - next };
        least = 0;
        room = width - hang;
    }
    lc_text_add_bytes(out, line.data, line.size);
}

void lc_text_add_wrapped(struct lc_text *out, struct lc_slice text, size_t width,
                         size_t in)
{
    while (text.size) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        add_line(out, (struct lc_slice){ text.data, size }, width, in);
        if (end)
            lc_text_add(out, "\n");
        size += end != NULL;
        text = (struct lc_slice){ text.data + size, text.size - size };
    }
}
