/* What is held of one child, in words (subject_inside.h). */
#include <string.h>

#include "base/wrap.h"
#include "command/subject_inside.h"

/* The document's arrays, in the order of the text. */
static const struct part {
    const char *key, *title, *none;
} parts[] = {
    { "gaps", "Not looked at", NULL },
    { "records", "Records, by system", "none" },
    { "sources", "Files that told of the child", "none" },
    { "events", "Events, on both clocks (a file's number is that of the list above)",
      "none" },
    { "returns", "Rows of yearly returns, kept for the DfE's rules", NULL },
    { "links", "Why the records are, or are not, one child", "none" },
    { "taken_back", "What its sources took back by name (known until then)",
      "nothing" },
    { "merged", "Numbers that were merged into others", "none" },
    { "identities", "What the identity file says", "nothing" },
    { "looks", "Who looked at the child, when and why (the log)", "nobody" },
    { "uses",
      "What was made from the store while it held the child (the log; it does not say "
      "of which children)",
      "nothing" },
    { "retention", "How long it is kept, by the store's rules", "nothing" },
    { "elsewhere", "What a store cannot say", NULL },
};

static void add_value(struct lc_text *out, const json_t *value)
{
    if (json_is_string(value))
        lc_text_add(out, json_string_value(value));
    else if (json_is_integer(value))
        lc_text_addf(out, "%lld", (long long)json_integer_value(value));
    else
        lc_text_add(out, "not stated");
}

/* "record 3; system police", a member's name in words. */
static void add_members(struct lc_text *out, json_t *object)
{
    const char *name, *before = "";
    json_t *value;
    json_object_foreach(object, name, value)
    {
        lc_text_add(out, before);
        lc_text_add_words(out, name);
        lc_text_add(out, " ");
        add_value(out, value);
        before = "; ";
    }
}

static void add_part(struct lc_text *out, const struct part *part, const json_t *list)
{
    lc_text_addf(out, "\n%s\n", part->title);
    if (!json_array_size(list))
        lc_text_addf(out, "- %s\n", json_is_null(list) ? "it is not here" : part->none);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *item = json_array_get(list, i);
        lc_text_add(out, "- ");
        if (json_is_object(item))
            add_members(out, item);
        else
            add_value(out, item);
        lc_text_add(out, "\n");
    }
}

void lc_subject_text(const json_t *document, const struct lc_moments *moments,
                     struct lc_text *out)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "Child ");
    add_value(&text, json_object_get(document, "child"));
    lc_text_add(&text, ": all that is held; held since ");
    add_value(&text, json_object_get(document, "held_since"));
    lc_text_add(&text, "; due to go on ");
    add_value(&text, json_object_get(document, "due_to_go"));
    lc_text_add(&text, "\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct part *part = parts + i;
        const json_t *list = json_object_get(document, part->key);
        if (!part->none && !json_array_size(list))
            continue;
        if (!strcmp(part->key, "events") && moments->n) {
            lc_text_addf(&text, "\n%s\n", part->title);
            lc_moments_text(moments, &text);
        } else {
            add_part(&text, part, list);
        }
    }
    lc_text_add_wrapped(out, (struct lc_slice){ text.data, text.size }, LC_COLUMNS, 2);
    out->failed |= text.failed;
    lc_text_free(&text);
}
