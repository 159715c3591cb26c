// What Swift cannot import from ncursesw by itself: macros with types, variadics, mutable globals.
#ifndef JUWEI_CNCURSES_SHIM_H
#define JUWEI_CNCURSES_SHIM_H

// Must be here: the C settings of a target do not reach Swift importers.
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <stdio.h>
#include <wchar.h>
#include <ncursesw/curses.h>
#include <ncursesw/term.h>

static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline WINDOW *cn_curscr(void) { return curscr; }

// Swift 6 rejects C's mutable globals.
static inline FILE *cn_stdin(void) { return stdin; }
static inline FILE *cn_stdout(void) { return stdout; }

static const attr_t CN_A_BOLD = A_BOLD;
static const attr_t CN_A_DIM = A_DIM;
static const attr_t CN_A_REVERSE = A_REVERSE;
static const attr_t CN_A_UNDERLINE = A_UNDERLINE;

#endif
