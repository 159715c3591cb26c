// Kernel interfaces whose headers Swift's Glibc module leaves out.
#ifndef JUWEI_CLINUX_SHIM_H
#define JUWEI_CLINUX_SHIM_H

#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>

#endif
