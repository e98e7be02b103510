/* Words of layouts, numbered: a hash table, case folded (Fowler, Noll and Vo's hash).
 * The words are the program's own, so nobody outside can choose them to collide; what
 * is looked up can only be long. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/tree_parts_inside.h"

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static uint32_t hash_of(const char *word)
{
    uint32_t hash = 2166136261u;
    for (; *word; word++)
        hash = (hash ^ fold(*word)) * 16777619u;
    return hash ^ hash >> 15;
}

static bool is_same(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b))
        a++, b++;
    return fold(*a) == fold(*b);
}

/* Where the word stands, or would. */
static uint32_t *slot_of(const struct lc_words *words, const char *word)
{
    size_t at = hash_of(word) & (words->slots - 1);
    while (words->slot[at] && !is_same(words->word[words->slot[at] - 1], word))
        at = (at + 1) & (words->slots - 1);
    return &words->slot[at];
}

uint32_t lc_words_find(const struct lc_words *words, const char *word)
{
    return words->slots ? *slot_of(words, word) : 0;
}

/* Less than half of the slots are taken. */
static int make_room(struct lc_words *words, struct lc_error *err)
{
    if (2 * (words->count + 1) < words->slots)
        return LC_OK;
    size_t slots = words->slots ? 2 * words->slots : 64;
    uint32_t *old = words->slot, *slot = lc_alloc(slots, sizeof *slot);
    if (!slot)
        return LC_FAIL_NOMEM(err);
    words->slot = slot;
    words->slots = slots;
    for (size_t i = 0; i < words->count; i++)
        *slot_of(words, words->word[i]) = (uint32_t)i + 1;
    free(old);
    return LC_OK;
}

int lc_words_add(struct lc_words *words, const char *word, uint32_t *number,
                 struct lc_error *err)
{
    int code = make_room(words, err);
    if (!code)
        code = LC_GROW(words->word, words->room, words->count + 1, err);
    if (code)
        return code;
    uint32_t *slot = slot_of(words, word);
    if (!*slot) {
        words->word[words->count++] = word;
        *slot = (uint32_t)words->count;
    }
    *number = *slot;
    return LC_OK;
}

void lc_words_free(struct lc_words *words)
{
    free(words->word);
    free(words->slot);
    *words = (struct lc_words){ 0 };
}
