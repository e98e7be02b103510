/* Families, what each reads and can do, and what a formula may say. */
#include "command/topic.h"
#include "models/families/families.h"

static void add_models(struct lc_text *out)
{
    lc_text_add(out, "# Models\n\n| family | what it is |\n|---|---|\n");
    for (size_t i = 0; lc_families[i]; i++)
        lc_text_addf(out, "| `%s` | %s |\n", lc_families[i]->name,
                     lc_families[i]->title);
}

const struct lc_topic lc_topic_models = {
    .name = "models",
    .help = "families, their options, and what a formula may say",
    .add = add_models,
};
