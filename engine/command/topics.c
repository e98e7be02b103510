/* The topics of histories, returns and studies, a row each. */
#include "command/topic.h"

#define TOPICS(X) X(study) X(schemas) X(rules)

#define DECLARE(name) extern const struct lc_topic lc_topic_##name;
#define ROW(name)     &lc_topic_##name,

TOPICS(DECLARE)

const struct lc_topic *const engine_topics[] = { TOPICS(ROW) NULL };
