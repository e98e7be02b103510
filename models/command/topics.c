/* The topics of models, a row each. */
#include "command/topic.h"

#define TOPICS(X)                                                                      \
    X(models)                                                                          \
    X(metrics)

#define DECLARE(name) extern const struct lc_topic lc_topic_##name;
#define ROW(name)     &lc_topic_##name,

TOPICS(DECLARE)

const struct lc_topic *const model_topics[] = { TOPICS(ROW) NULL };
