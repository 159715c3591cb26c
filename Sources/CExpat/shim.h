// expat: reads the XML parts of a workbook in pieces, as they are inflated.
#ifndef JUWEI_CEXPAT_SHIM_H
#define JUWEI_CEXPAT_SHIM_H

#include <expat.h>

#endif
