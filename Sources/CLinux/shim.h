// Interfaces of the kernel and of glibc that Swift's Glibc module leaves out.
#ifndef JUWEI_CLINUX_SHIM_H
#define JUWEI_CLINUX_SHIM_H

#include <locale.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>

// glibc hides these unless _XOPEN_SOURCE or _GNU_SOURCE is set.
extern int wcwidth(wchar_t);
extern int pipe2(int ends[2], int flags);
extern void *memmem(const void *text, size_t length, const void *word, size_t size);

// Swift calls no function with variable arguments. 9 is SQLITE_CONFIG_MEMSTATUS: whether SQLite counts its memory,
// under a lock that every allocation of every thread takes.
extern int sqlite3_config(int option, ...);
static inline int juwei_sqlite_count_memory(int counts) { return sqlite3_config(9, counts); }

#endif
