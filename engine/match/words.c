/* The words of a name: "Gulalai Miriam" and "Maryam" have one in common, but for its
 * spelling, of which nothing shows in the two as one text. */
#include <ctype.h>
#include <string.h>

#include "match/match_inside.h"
#include "match/normal.h"

enum { MOST = 64 }; /* bits */

static bool parts(char c)
{
    return isspace((unsigned char)c) || c == '-' || c == '/';
}

static bool begins(char before, char c)
{
    return before >= 'a' && before <= 'z' && c >= 'A' && c <= 'Z';
}

bool lc_name_next_word(struct lc_slice *rest, struct lc_slice *word)
{
    const char *text = rest->data;
    size_t from = 0, end;
    while (from < rest->size && parts(text[from]))
        from++;
    for (end = from; end < rest->size && !parts(text[end])
                     && !(end > from && begins(text[end - 1], text[end]));)
        end++;
    *word = (struct lc_slice){ text + from, end - from };
    *rest = (struct lc_slice){ text + end, rest->size - end };
    return end > from;
}

uint64_t lc_name_breaks(struct lc_text *work, struct lc_slice name)
{
    struct lc_slice word;
    uint64_t breaks = 0;
    lc_text_clear(work);
    while (lc_name_next_word(&name, &word)) {
        size_t from = work->size;
        if (lc_normal_name(work, word) && from && from < MOST)
            breaks |= UINT64_C(1) << from;
    }
    return breaks;
}

static uint32_t end_of(uint64_t breaks, uint32_t from, uint32_t size)
{
    uint32_t end = from + 1;
    while (end < size && !(end < MOST && (breaks >> end & 1)))
        end++;
    return end;
}

int lc_match_words_make(lc_arena *arena, uint64_t breaks,
                        const struct lc_nicknames *names, struct lc_match_value *value)
{
    size_t count = (size_t)__builtin_popcountll(breaks) + 1;
    struct lc_match_word *word;
    value->word = NULL;
    if (!breaks)
        return LC_OK;
    value->word = word = lc_arena_alloc(arena, (count + 1) * sizeof *word);
    if (!word)
        return LC_NOMEM;
    for (uint32_t at = 0; at < value->size; at += word++->size) {
        word->text = value->text + at;
        word->size = end_of(breaks, at, value->size) - at;
        word->sound = lc_name_sound(word->text, word->size);
        lc_nicknames_find(names, (struct lc_slice){ word->text, word->size },
                          word->group);
    }
    return LC_OK;
}
