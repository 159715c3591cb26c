// What Swift cannot import from ncursesw by itself: macros with types, variadics, mutable globals.
#ifndef JUWEI_CNCURSES_SHIM_H
#define JUWEI_CNCURSES_SHIM_H

// Must be here: the C settings of a target do not reach Swift importers.
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <wchar.h>
#include <ncursesw/curses.h>
#include <ncursesw/term.h>

// glibc hides it unless _XOPEN_SOURCE is set.
extern int wcwidth(wchar_t);

static inline WINDOW *cn_stdscr(void) { return stdscr; }

static const attr_t CN_A_BOLD = A_BOLD;
static const attr_t CN_A_DIM = A_DIM;
static const attr_t CN_A_REVERSE = A_REVERSE;
static const attr_t CN_A_UNDERLINE = A_UNDERLINE;

#endif
