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

#endif
