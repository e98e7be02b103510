#include "models/command/believed_inside.h"

#include "models/fit/vouch.h"
#include "models/panel/score.h"

int lc_believed_open(struct lc_believed *believed, const char *model_path,
                     const char *store_path, bool lines, struct lc_error *err)
{
    *believed = (struct lc_believed){ .model = NULL };
    int code = lc_model_read(&believed->model, model_path, err);
    if (!code)
        code = lc_score_load(&believed->store, store_path, believed->model, lines, err);
    if (!code)
        code = lc_model_vouch(&believed->caution, believed->model, model_path,
                              store_path, err);
    return code ? code : lc_text_check(&believed->caution, err);
}

void lc_believed_close(struct lc_believed *believed)
{
    lc_text_free(&believed->caution);
    lc_store_free(&believed->store);
    lc_model_free(believed->model);
}
