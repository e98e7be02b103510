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

/* Letters in front of the lines after the first. Only a gap in the line's left five
 * eighths is one between a label and its words. */
static size_t hang_of(struct lc_slice line, size_t width, size_t in)
{
    size_t lead = blanks(line, 0), left = line.size - lead;
    bool mark =
        left > 2 && strchr("-+*", line.data[lead]) && line.data[lead + 1] == ' ';
    size_t hang = lead + (mark ? 2 : in);
    for (size_t i = lead; i < line.size; i++) {
        size_t gap = line.data[i] == ' ' ? blanks(line, i) : 0;
        size_t before = gap > 1 ? lc_letters((struct lc_slice){ line.data, i }) : 0;
        if (gap > 1 && i + gap < line.size && before + gap <= width * 5 / 8)
            hang = before + gap;
        i += gap ? gap - 1 : 0;
    }
    return hang;
}

struct lc_slice lc_wrap_take(struct lc_slice *rest, size_t width)
{
    struct lc_slice line = *rest;
    size_t letters = 0, cut = 0, lead = blanks(line, 0);
    for (size_t i = 0; i <= line.size && (!cut || letters <= width); i++) {
        bool end = i == line.size || line.data[i] == ' ';
        if (end && i > lead && line.data[i - 1] != ' ' && (!cut || letters <= width))
            cut = i;
        letters += i < line.size && ((unsigned char)line.data[i] & 0xc0) != 0x80;
    }
    size_t next = cut + blanks(line, cut);
    *rest = (struct lc_slice){ line.data + next, line.size - next };
    return (struct lc_slice){ line.data, cut };
}

static void add_line(struct lc_text *out, struct lc_slice line, size_t width, size_t in)
{
    size_t hang = hang_of(line, width, in), room = width;
    while (lc_letters(line) > room) {
        struct lc_slice piece = lc_wrap_take(&line, room);
        lc_text_add_bytes(out, piece.data, piece.size);
        if (!line.size)
            return;
        lc_text_addf(out, "\n%*s", (int)hang, "");
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
