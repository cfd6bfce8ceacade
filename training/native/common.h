// What the native trainers share: the seeded generator of random.ts, and the reader of job files.
#pragma once
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <vector>

using std::vector;

struct Random {
  uint32_t state;
  float next() {
    state += 0x6d2b79f5u;
    uint32_t t = state;
    t = (t ^ (t >> 15)) * (1u | t);
    t = (t + ((t ^ (t >> 7)) * (61u | t))) ^ t;
    return static_cast<float>((t ^ (t >> 14)) >> 8) / 16777216.0f;
  }
  int below(int limit) { return std::min(limit - 1, static_cast<int>(next() * limit)); }
};

struct Reader {
  std::ifstream file;
  explicit Reader(const char* path) : file(path, std::ios::binary) {}
  template <class T>
  vector<T> many() {
    int32_t length = 0;
    file.read(reinterpret_cast<char*>(&length), sizeof length);
    vector<T> values(length);
    file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
    return values;
  }
};

template <class T>
void write(std::ofstream& out, const vector<T>& values) {
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}
