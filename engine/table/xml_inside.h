/* XML as a container (container.h): its row of the table. */
#pragma once

#include "table/container.h"

extern const struct lc_container lc_container_xml;
