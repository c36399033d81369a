/* A disk that takes 10 ms to sync: preloaded into the server. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static const struct timespec wait = {0, 10 * 1000 * 1000};

static int slow(const char *name, int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  nanosleep(&wait, 0);
  return real(file);
}

int fdatasync(int file) { return slow("fdatasync", file); }

int fsync(int file) { return slow("fsync", file); }
