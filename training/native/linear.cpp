// Trains the hashed linear model of src/sentiment/linear.ts over a job file that training/linear.ts lays out:
// softmax cross-entropy with AdaGrad, neutral as the reference class. One thread, one seed.
#include <cmath>
#include <iostream>

#include "common.h"

namespace {

// Weights with the sums of their squared gradients: what AdaGrad divides by.
struct Weights {
  vector<float> values, squares;
  float rate, decay;
  Weights(size_t n, float learning_rate, float l2) : values(n), squares(n), rate(learning_rate), decay(l2) {}
  void step(size_t at, float slope) {
    const float g = slope + decay * values[at];
    squares[at] += g * g;
    values[at] -= rate * g / (std::sqrt(squares[at]) + 1e-6f);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: linear JOB WEIGHTS\n";
    return 2;
  }
  Reader in(argv[1]);
  const auto shape = in.many<int32_t>();  // rows, languages, epochs, seed
  const auto rates = in.many<float>();    // learning rate, L2, share of visits that hide the language
  const auto starts = in.many<int32_t>();
  const auto shared = in.many<int32_t>();
  const auto own = in.many<int32_t>();  // -1: no copy for the language
  const auto values = in.many<float>();
  const auto language = in.many<int32_t>();
  const auto wanted = in.many<float>();  // three a text
  const auto two_class = in.many<int32_t>();
  const auto weight = in.many<float>();
  const int languages = shape[1], count = static_cast<int>(weight.size());
  Random random{static_cast<uint32_t>(shape[3])};
  Weights table(size_t(shape[0]) * 2, rates[0], rates[1]);
  Weights bias(size_t(languages + 1) * 2, rates[0], 0);
  vector<int> order(count);
  for (int i = 0; i < count; i++) order[i] = i;
  for (int epoch = 0; epoch < shape[2]; epoch++) {
    for (int i = count - 1; i > 0; i--) std::swap(order[i], order[random.below(i + 1)]);
    for (int n : order) {
      const bool hidden = random.next() < rates[2];
      const size_t bias_at = size_t(hidden || language[n] < 0 ? languages : language[n]) * 2;
      float z[2] = {bias.values[bias_at], bias.values[bias_at + 1]};
      for (int f = starts[n]; f < starts[n + 1]; f++) {
        const size_t row = size_t(shared[f]) * 2;
        z[0] += values[f] * table.values[row];
        z[1] += values[f] * table.values[row + 1];
        if (hidden || own[f] < 0) continue;
        const size_t copy = size_t(own[f]) * 2;
        z[0] += values[f] * table.values[copy];
        z[1] += values[f] * table.values[copy + 1];
      }
      const float top = std::max(0.0f, std::max(z[0], z[1]));
      const float neutral = two_class[n] ? 0 : std::exp(-top);
      const float p[2] = {std::exp(z[0] - top), std::exp(z[1] - top)};
      const float sum = p[0] + p[1] + neutral;
      const float slope[2] = {weight[n] * (p[0] / sum - wanted[size_t(n) * 3]),
                              weight[n] * (p[1] / sum - wanted[size_t(n) * 3 + 2])};
      for (int f = starts[n]; f < starts[n + 1]; f++) {
        for (int k = 0; k < 2; k++) {
          table.step(size_t(shared[f]) * 2 + k, slope[k] * values[f]);
          if (!hidden && own[f] >= 0) table.step(size_t(own[f]) * 2 + k, slope[k] * values[f]);
        }
      }
      for (int k = 0; k < 2; k++) bias.step(bias_at + k, slope[k]);
    }
  }
  std::ofstream out(argv[2], std::ios::binary);
  write(out, table.values);
  write(out, bias.values);
  return out.good() ? 0 : 1;
}
