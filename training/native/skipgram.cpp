// Skip-gram with negative sampling over words and their character n-grams (Bojanowski et al. 2017): a token's
// vector is its word's row plus the mean of its n-grams' rows, so that a word never seen has one too.
// Reads a job file that training/embeddings.ts lays out, and writes the rows of both. One thread, one seed.
#include <cmath>
#include <iostream>

#include "common.h"

namespace {

constexpr int kWindow = 4;
constexpr int kNegatives = 5;
constexpr float kRate = 0.05f;
constexpr double kSubsample = 3e-4;
constexpr double kNoisePower = 0.75;
constexpr int kNoiseTable = 1 << 22;

// Each type as often as its count to the power of 3/4.
vector<int> noise_table(const vector<int32_t>& counts) {
  double total = 0;
  for (int count : counts) total += std::pow(count, kNoisePower);
  vector<int> table(kNoiseTable);
  size_t type = 0;
  double reached = std::pow(counts[0], kNoisePower);
  for (int i = 0; i < kNoiseTable; i++) {
    while ((i + 0.5) / kNoiseTable * total > reached && type + 1 < counts.size())
      reached += std::pow(counts[++type], kNoisePower);
    table[i] = static_cast<int>(type);
  }
  return table;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: skipgram JOB VECTORS\n";
    return 2;
  }
  Reader in(argv[1]);
  const auto shape = in.many<int32_t>();  // dimensions, n-gram rows, epochs, seed
  const auto counts = in.many<int32_t>();
  const auto gram_starts = in.many<int32_t>();
  const auto grams_of = in.many<int32_t>();
  const auto starts = in.many<int32_t>();
  const auto tokens = in.many<int32_t>();
  const int D = shape[0], epochs = shape[2], documents = static_cast<int>(starts.size()) - 1;
  Random random{static_cast<uint32_t>(shape[3])};

  vector<float> words(counts.size() * D), grams(size_t(shape[1]) * D), contexts(words.size());
  for (float& value : words) value = (random.next() - 0.5f) / D;
  for (float& value : grams) value = (random.next() - 0.5f) / D;
  const vector<int> noise = noise_table(counts);
  vector<float> keep;
  for (int count : counts) {
    const double share = double(count) / tokens.size();
    keep.push_back(static_cast<float>(std::sqrt(kSubsample / share) + kSubsample / share));
  }
  vector<int> order(documents);
  for (int i = 0; i < documents; i++) order[i] = i;
  vector<float> vector_of(D), slope(D);
  vector<int> kept;
  double seen = 0;
  for (int epoch = 0; epoch < epochs; epoch++) {
    for (int i = documents - 1; i > 0; i--) std::swap(order[i], order[random.below(i + 1)]);
    for (int n : order) {
      const float rate = kRate * std::max(0.02, 1 - seen / (double(tokens.size()) * epochs));
      seen += starts[n + 1] - starts[n];
      kept.clear();
      for (int i = starts[n]; i < starts[n + 1]; i++)
        if (random.next() < keep[tokens[i]]) kept.push_back(tokens[i]);
      const int length = static_cast<int>(kept.size());
      for (int i = 0; i < length; i++) {
        float* word = &words[size_t(kept[i]) * D];
        const int from = gram_starts[kept[i]], to = gram_starts[kept[i] + 1];
        const float share = to > from ? 1.0f / (to - from) : 0;
        for (int d = 0; d < D; d++) vector_of[d] = word[d];
        for (int r = from; r < to; r++) {
          const float* gram = &grams[size_t(grams_of[r]) * D];
          for (int d = 0; d < D; d++) vector_of[d] += share * gram[d];
        }
        std::fill(slope.begin(), slope.end(), 0.0f);
        const int reach = 1 + random.below(kWindow);
        for (int j = std::max(0, i - reach); j <= std::min(length - 1, i + reach); j++) {
          if (j == i) continue;
          for (int k = 0; k <= kNegatives; k++) {
            const int target = k == 0 ? kept[j] : noise[random.below(kNoiseTable)];
            if (k > 0 && target == kept[j]) continue;
            float* context = &contexts[size_t(target) * D];
            float dot = 0;
            for (int d = 0; d < D; d++) dot += vector_of[d] * context[d];
            const float g = rate * ((k == 0 ? 1 : 0) - 1 / (1 + std::exp(-dot)));
            for (int d = 0; d < D; d++) {
              slope[d] += g * context[d];
              context[d] += g * vector_of[d];
            }
          }
        }
        for (int d = 0; d < D; d++) word[d] += slope[d];
        for (int r = from; r < to; r++) {
          float* gram = &grams[size_t(grams_of[r]) * D];
          for (int d = 0; d < D; d++) gram[d] += share * slope[d];
        }
      }
    }
  }
  std::ofstream out(argv[2], std::ios::binary);
  write(out, words);
  write(out, grams);
  return out.good() ? 0 : 1;
}
