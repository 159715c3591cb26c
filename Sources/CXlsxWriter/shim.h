// libxlsxwriter: writes workbooks (XLSX) row by row, without keeping the rows.
#ifndef JUWEI_CXLSXWRITER_SHIM_H
#define JUWEI_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
