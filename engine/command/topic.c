/* What pages made from tables share. */
#include "command/topic.h"

void lc_topic_cell(struct lc_text *out, const char *text)
{
    lc_text_add(out, *text ? "" : "-");
    for (; *text; text++)
        lc_text_addf(out, *text == '|' ? "\\%c" : "%c", *text);
    lc_text_add(out, " | ");
}
