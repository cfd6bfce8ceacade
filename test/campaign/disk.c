// What a disk may do to the files of one folder, for the fault campaign. Preloaded into the program under trial.
//   CAMPAIGN_DISK_DIR   the folder; files elsewhere are left alone
//   CAMPAIGN_DISK_LEFT  so many bytes may be added to its files; then the disk is full (ENOSPC)
//   CAMPAIGN_DISK_LOG   where what every write to a database file replaced is kept until the file is synced, so
//                       that a power loss can take back any part of what was not
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITTEN = 1, SYNCED = 2 };

struct entry {
  uint32_t kind, path_length;
  uint64_t offset, size_before;
  uint32_t old_length, new_length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t started = PTHREAD_ONCE_INIT;
static const char *folder;
static int log_file = -1;
static long long left = -1;
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

static void start(void) {
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  folder = getenv("CAMPAIGN_DISK_DIR");
  const char *room = getenv("CAMPAIGN_DISK_LEFT");
  if (room) left = atoll(room);
  const char *path = getenv("CAMPAIGN_DISK_LOG");
  if (path) log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// The path of a file in the folder and its size; 0 for anything else.
static int ours(int fd, char *path, size_t room, off_t *size) {
  pthread_once(&started, start);
  struct stat facts;
  if (!folder || (left < 0 && log_file < 0) || fstat(fd, &facts) || !S_ISREG(facts.st_mode)) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, room - 1);
  if (length < 0) return 0;
  path[length] = 0;
  *size = facts.st_size;
  return strncmp(path, folder, strlen(folder)) == 0;
}

static int is_database(const char *path) { return strstr(path, "earshot.db") && !strstr(path, "-shm"); }

static void note(uint32_t kind, const char *path, off_t offset, off_t size, char *old, size_t old_length, size_t length) {
  struct entry entry = {kind, strlen(path), offset, size, old_length, length};
  struct iovec parts[] = {{&entry, sizeof entry}, {(char *)path, strlen(path)}, {old, old_length}};
  syscall(SYS_writev, log_file, parts, 3);
}

static ssize_t put(int fd, const void *bytes, size_t count, off_t offset, int moves) {
  char path[4096];
  off_t size;
  if (!ours(fd, path, sizeof path, &size)) return moves ? real_write(fd, bytes, count) : real_pwrite(fd, bytes, count, offset);
  if (moves) offset = fcntl(fd, F_GETFL) & O_APPEND ? size : lseek(fd, 0, SEEK_CUR);
  pthread_mutex_lock(&lock);
  off_t growth = offset + (off_t)count - size;
  if (left >= 0 && growth > 0) {
    if (growth > left) {
      off_t fits = (off_t)count - (growth - left);
      if (fits <= 0) {
        pthread_mutex_unlock(&lock);
        errno = ENOSPC;
        return -1;
      }
      count = fits;
      growth = left;
    }
    left -= growth;
  }
  if (log_file >= 0 && is_database(path)) {
    char *old = malloc(count);
    ssize_t there = old ? pread(fd, old, count, offset) : 0;
    note(WRITTEN, path, offset, size, old, there > 0 ? there : 0, count);
    free(old);
  }
  ssize_t done = moves ? real_write(fd, bytes, count) : real_pwrite(fd, bytes, count, offset);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) { return put(fd, bytes, count, offset, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return put(fd, bytes, count, offset, 0); }
ssize_t write(int fd, const void *bytes, size_t count) { return put(fd, bytes, count, 0, 1); }

static int sync_with(int fd, int (*sync)(int)) {
  int failed = sync(fd);
  char path[4096];
  off_t size;
  if (!failed && ours(fd, path, sizeof path, &size) && log_file >= 0 && is_database(path)) {
    note(SYNCED, path, 0, size, NULL, 0, 0);
  }
  return failed;
}

int fsync(int fd) {
  pthread_once(&started, start);
  return sync_with(fd, real_fsync);
}

int fdatasync(int fd) {
  pthread_once(&started, start);
  return sync_with(fd, real_fdatasync);
}
