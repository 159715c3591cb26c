// libzip: a workbook (XLSX) is a zip archive of XML parts.
#ifndef JUWEI_CZIP_SHIM_H
#define JUWEI_CZIP_SHIM_H

#include <zip.h>

#endif
