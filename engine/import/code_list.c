/* A code as people and systems write it: "1.0" for 1, "a) Male", "N1 - Abuse or
 * neglect", "V2: Single period", in any case. */
#include <ctype.h>
#include <string.h>

#include "import/schema_inside.h"

static const struct lc_list_code *longer(const struct lc_code_list *list,
                                         unsigned entry)
{
    return entry < list->plain_count ? NULL : &list->codes[entry - list->plain_count];
}

static bool is_entry(const struct lc_list_code *code, struct lc_slice text)
{
    if (lc_slice_is_nocase(text, code->code))
        return true;
    for (unsigned i = 0; i < code->also_count; i++)
        if (lc_slice_is_nocase(text, code->also[i]))
            return true;
    return false;
}

static bool find(const struct lc_code_list *list, struct lc_slice text, unsigned *entry)
{
    for (unsigned i = 0; i < list->plain_count; i++)
        if (lc_slice_is_nocase(text, list->plain[i])) {
            *entry = i;
            return true;
        }
    for (unsigned i = 0; i < list->codes_count; i++)
        if (is_entry(&list->codes[i], text)) {
            *entry = list->plain_count + i;
            return true;
        }
    return false;
}

/* Without the "a) " that Ofsted's lists put in front. */
static struct lc_slice after_letter(struct lc_slice text)
{
    if (text.size > 2 && isalpha((unsigned char)text.data[0]) && text.data[1] == ')')
        text = lc_slice_trim((struct lc_slice){ text.data + 2, text.size - 2 });
    return text;
}

/* Up to the first space, colon or full stop: "N1 - Abuse" is N1, "1.0" is 1. */
static struct lc_slice first_word(struct lc_slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (strchr(" :-", text.data[i]) && text.data[i])
            return (struct lc_slice){ text.data, i };
    if (text.size > 2 && memcmp(text.data + text.size - 2, ".0", 2) == 0)
        text.size -= 2;
    return text;
}

bool lc_code_list_find(const struct lc_code_list *list, struct lc_slice text,
                       struct lc_slice *name, unsigned *entry)
{
    if (!find(list, text, entry) && !find(list, text = after_letter(text), entry)
        && !find(list, first_word(text), entry))
        return false;
    const struct lc_list_code *code = longer(list, *entry);
    *name = lc_slice_of(!code         ? list->plain[*entry]
                        : code->means ? code->means
                                      : code->code);
    return true;
}

bool lc_code_list_in_use(const struct lc_code_list *list, unsigned entry, int year)
{
    const struct lc_list_code *code = longer(list, entry);
    return !year || !code
           || ((!code->from || year >= code->from) && (!code->to || year <= code->to));
}
