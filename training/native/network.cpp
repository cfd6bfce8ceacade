// Trains the convolutional network over a job file that training/network.ts lays out, and writes its weights.
// One thread, one seed: the same job gives the same weights from the same compiler on the same kind of machine.
#include <cmath>
#include <iostream>

#include "common.h"

namespace {

constexpr int kWidth = 3;
constexpr int kMeta = 16;
constexpr int kClasses = 3;
constexpr int kLongest = 64;
constexpr float kDropout = 0.15f;
constexpr float kWordDropout = 0.1f;
constexpr float kSmoothing = 0.05f;
constexpr float kMeanScale = 2.0f;

struct Texts {
  vector<int32_t> starts, types;
  vector<float> meta;
  vector<int32_t> language, head, label, two_class;
  vector<float> weight;
  int size() const { return static_cast<int>(starts.size()) - 1; }
  int length(int n) const { return std::min(kLongest, starts[n + 1] - starts[n]); }
};

Texts read_texts(Reader& in) {
  Texts t;
  t.starts = in.many<int32_t>();
  t.types = in.many<int32_t>();
  t.meta = in.many<float>();
  t.language = in.many<int32_t>();
  t.head = in.many<int32_t>();
  t.label = in.many<int32_t>();
  t.two_class = in.many<int32_t>();
  t.weight = in.many<float>();
  return t;
}

// Adam; over a table it moves only the rows that a batch touched.
struct Adam {
  vector<float> values, slopes, first, second;
  vector<int> touched;
  vector<char> is_touched;
  int width;
  long steps = 0;
  Adam(vector<float> start, int row_width)
      : values(std::move(start)), slopes(values.size()), first(values.size()), second(values.size()),
        is_touched(values.size() / row_width), width(row_width) {}
  float* slope(int row) {
    if (!is_touched[row]) {
      is_touched[row] = 1;
      touched.push_back(row);
    }
    return &slopes[static_cast<size_t>(row) * width];
  }
  void step(float rate) {
    steps++;
    const float scale = rate * std::sqrt(1 - std::pow(0.999, steps)) / (1 - std::pow(0.9, steps));
    for (int row : touched) {
      is_touched[row] = 0;
      const size_t from = static_cast<size_t>(row) * width;
      for (size_t i = from; i < from + width; i++) {
        const float g = slopes[i];
        first[i] = 0.9f * first[i] + 0.1f * g;
        second[i] = 0.999f * second[i] + 0.001f * g * g;
        values[i] -= scale * first[i] / (std::sqrt(second[i]) + 1e-8f);
        slopes[i] = 0;
      }
    }
    touched.clear();
  }
};

struct Network {
  int D, F, H, inputs, languages, fixed_columns;
  vector<int> heads, head_at;
  int kernel, kernel_bias, hidden, hidden_bias, language, projection;
  Adam dense, words, grams;
  vector<int32_t> gram_starts, grams_of, trainable, fixed_of;
  vector<float> fixed;
  Random random;

  vector<int> types;
  vector<int> local;
  vector<float> vectors, slopes;
  vector<float> x, dx, pooled, input, d_input, mask, h, dh, z;
  vector<int> best;

  static vector<float> none(size_t n) { return vector<float>(n); }

  Network(int d, int f, int hid, int langs, vector<int32_t> head_sizes, int columns, vector<float> w, vector<float> g,
          uint32_t seed)
      : D(d), F(f), H(hid), inputs(f + d + kMeta), languages(langs), fixed_columns(columns),
        heads(head_sizes.begin(), head_sizes.end()), dense(none(0), 1), words(std::move(w), d), grams(std::move(g), d),
        random{seed} {
    int size = 0;
    auto take = [&](int n) { return (size += n) - n; };
    kernel = take(F * kWidth * D);
    kernel_bias = take(F);
    hidden = take(H * inputs);
    hidden_bias = take(H);
    language = take((languages + 1) * kClasses);
    projection = take(fixed_columns * D);
    for (int answers : heads) head_at.push_back(take(answers * (H + 1)));
    dense = Adam(none(size), size);
    auto draw = [&](int from, int n, float spread) {
      for (int i = from; i < from + n; i++) dense.values[i] = (random.next() * 2 - 1) * spread;
    };
    draw(kernel, F * kWidth * D, std::sqrt(3.0f / (kWidth * D)));
    draw(hidden, H * inputs, std::sqrt(3.0f / inputs));
    draw(projection, fixed_columns * D, fixed_columns ? 0.6f / std::sqrt(float(fixed_columns)) : 0);
    for (size_t k = 0; k < heads.size(); k++) draw(head_at[k], heads[k] * H, std::sqrt(3.0f / H));
    x.resize((kLongest + 2) * D);
    dx.resize(x.size());
    pooled.resize(F);
    best.resize(F);
    input.resize(inputs);
    d_input.resize(inputs);
    mask.resize(inputs);
    h.resize(H);
    dh.resize(H);
    z.resize(64);
  }

  void vector_of(int type, float* out) {
    const float* w = &words.values[size_t(type) * D];
    for (int d = 0; d < D; d++) out[d] = w[d];
    const int from = gram_starts[type], to = gram_starts[type + 1];
    const float share = to > from ? 1.0f / (to - from) : 0;
    for (int r = from; r < to; r++) {
      const float* g = &grams.values[size_t(grams_of[r]) * D];
      for (int d = 0; d < D; d++) out[d] += share * g[d];
    }
    if (fixed_of[type] < 0) return;
    const float* known = &fixed[size_t(fixed_of[type]) * fixed_columns];
    for (int c = 0; c < fixed_columns; c++) {
      const float* p = &dense.values[projection + c * D];
      for (int d = 0; d < D; d++) out[d] += known[c] * p[d];
    }
  }

  void open(const Texts& texts, const int* batch, int n) {
    types.clear();
    for (int b = 0; b < n; b++)
      for (int i = 0; i < texts.length(batch[b]); i++) {
        const int type = texts.types[texts.starts[batch[b]] + i];
        if (local[type] < 0) {
          local[type] = static_cast<int>(types.size());
          types.push_back(type);
        }
      }
    vectors.resize(types.size() * D);
    slopes.assign(types.size() * D, 0);
    for (size_t k = 0; k < types.size(); k++) vector_of(types[k], &vectors[k * D]);
  }

  void forward(const Texts& texts, int n) {
    const int length = texts.length(n);
    std::fill(x.begin(), x.begin() + (length + 2) * D, 0.0f);
    std::fill(input.begin(), input.end(), 0.0f);
    for (int i = 0; i < length; i++) {
      if (random.next() < kWordDropout) continue;
      const float* from = &vectors[size_t(local[texts.types[texts.starts[n] + i]]) * D];
      float* to = &x[(i + 1) * D];
      for (int d = 0; d < D; d++) {
        to[d] = from[d];
        input[F + d] += from[d];
      }
    }
    for (int d = 0; d < D; d++) input[F + d] *= kMeanScale / std::max(1, length);
    const int span = kWidth * D;
    for (int f = 0; f < F; f++) {
      const float* k = &dense.values[kernel + f * span];
      float top = -1e30f;
      for (int i = 0; i < length; i++) {
        const float* from = &x[i * D];
        float sum = 0;
        for (int j = 0; j < span; j++) sum += from[j] * k[j];
        if (sum > top) {
          top = sum;
          best[f] = i;
        }
      }
      pooled[f] = length == 0 ? 0 : top + dense.values[kernel_bias + f];
      input[f] = std::max(0.0f, pooled[f]);
    }
    for (int m = 0; m < kMeta; m++) input[F + D + m] = texts.meta[size_t(n) * kMeta + m];
    for (int i = 0; i < inputs; i++) {
      mask[i] = random.next() < kDropout ? 0 : 1 / (1 - kDropout);
      input[i] *= mask[i];
    }
    for (int k = 0; k < H; k++) {
      const float* row = &dense.values[hidden + k * inputs];
      float sum = dense.values[hidden_bias + k];
      for (int i = 0; i < inputs; i++) sum += input[i] * row[i];
      h[k] = std::max(0.0f, sum);
    }
  }

  void logits(int head, int lang) {
    const float* w = &dense.values[head_at[head]];
    const int answers = heads[head];
    for (int k = 0; k < answers; k++) {
      float sum = w[answers * H + k];
      for (int i = 0; i < H; i++) sum += h[i] * w[k * H + i];
      z[k] = sum;
    }
    if (head == 0)
      for (int k = 0; k < kClasses; k++) z[k] += dense.values[language + (lang < 0 ? languages : lang) * kClasses + k];
  }

  double learn(const Texts& texts, int n, float share) {
    forward(texts, n);
    const int head = texts.head[n], answers = heads[head], label = texts.label[n];
    const bool two = texts.two_class[n] != 0;
    const int lang = texts.language[n] < 0 ? languages : texts.language[n];
    logits(head, texts.language[n]);
    if (two) z[1] = -1e30f;
    const float top = *std::max_element(z.begin(), z.begin() + answers);
    float total = 0;
    for (int k = 0; k < answers; k++) total += std::exp(z[k] - top);
    std::fill(dh.begin(), dh.end(), 0.0f);
    for (int k = 0; k < answers; k++) {
      if (two && k == 1) continue;
      const float wanted = (k == label ? 1 - kSmoothing : 0) + kSmoothing / (two ? answers - 1 : answers);
      const float g = texts.weight[n] * share * (std::exp(z[k] - top) / total - wanted);
      float* slope = &dense.slopes[head_at[head]];
      const float* w = &dense.values[head_at[head]];
      slope[answers * H + k] += g;
      if (head == 0) dense.slopes[language + lang * kClasses + k] += g;
      for (int i = 0; i < H; i++) {
        slope[k * H + i] += g * h[i];
        dh[i] += g * w[k * H + i];
      }
    }
    std::fill(d_input.begin(), d_input.end(), 0.0f);
    for (int k = 0; k < H; k++) {
      if (h[k] == 0) continue;
      const float g = dh[k];
      dense.slopes[hidden_bias + k] += g;
      float* slope = &dense.slopes[hidden + k * inputs];
      const float* row = &dense.values[hidden + k * inputs];
      for (int i = 0; i < inputs; i++) {
        slope[i] += g * input[i];
        d_input[i] += g * row[i];
      }
    }
    for (int i = 0; i < inputs; i++) d_input[i] *= mask[i];
    const int length = texts.length(n), span = kWidth * D;
    std::fill(dx.begin(), dx.begin() + (length + 2) * D, 0.0f);
    for (int f = 0; f < F; f++) {
      if (pooled[f] <= 0) continue;
      const float g = d_input[f];
      dense.slopes[kernel_bias + f] += g;
      float* slope = &dense.slopes[kernel + f * span];
      const float* k = &dense.values[kernel + f * span];
      const float* from = &x[best[f] * D];
      float* to = &dx[best[f] * D];
      for (int j = 0; j < span; j++) {
        slope[j] += g * from[j];
        to[j] += g * k[j];
      }
    }
    const float mean_scale = kMeanScale / std::max(1, length);
    for (int i = 0; i < length; i++) {
      const float* seen = &x[(i + 1) * D];
      if (seen[0] == 0 && seen[1] == 0) continue;
      float* to = &slopes[size_t(local[texts.types[texts.starts[n] + i]]) * D];
      for (int d = 0; d < D; d++) to[d] += dx[(i + 1) * D + d] + mean_scale * d_input[F + d];
    }
    return head == 0 ? std::log(total) + top - z[label] : 0;
  }

  void close(float rate) {
    dense.slope(0);
    for (size_t k = 0; k < types.size(); k++) {
      const int type = types[k];
      local[type] = -1;
      const float* slope = &slopes[k * D];
      if (trainable[type]) {
        float* to = words.slope(type);
        for (int d = 0; d < D; d++) to[d] += slope[d];
      }
      const int from = gram_starts[type], to = gram_starts[type + 1];
      for (int r = from; r < to; r++) {
        float* at = grams.slope(grams_of[r]);
        const float share = 1.0f / (to - from);
        for (int d = 0; d < D; d++) at[d] += share * slope[d];
      }
      if (fixed_of[type] < 0) continue;
      const float* known = &fixed[size_t(fixed_of[type]) * fixed_columns];
      for (int c = 0; c < fixed_columns; c++) {
        float* p = &dense.slopes[projection + c * D];
        for (int d = 0; d < D; d++) p[d] += known[c] * slope[d];
      }
    }
    dense.step(rate);
    words.step(rate);
    grams.step(rate);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: network JOB WEIGHTS\n";
    return 2;
  }
  Reader in(argv[1]);
  const auto shape = in.many<int32_t>();  // dimensions, filters, hidden, languages, fixed columns, epochs, batch, seed
  const auto heads = in.many<int32_t>();
  const float rate = in.many<float>()[0];
  auto words = in.many<float>();
  auto grams = in.many<float>();
  Network net(shape[0], shape[1], shape[2], shape[3], heads, shape[4], std::move(words), std::move(grams), shape[7]);
  net.gram_starts = in.many<int32_t>();
  net.grams_of = in.many<int32_t>();
  net.trainable = in.many<int32_t>();
  net.fixed_of = in.many<int32_t>();
  net.fixed = in.many<float>();
  net.local.assign(net.trainable.size(), -1);
  const Texts lessons = read_texts(in);

  const int epochs = shape[5], batch = shape[6], count = lessons.size();
  const long steps = long(epochs) * ((count + batch - 1) / batch);
  long done = 0;
  vector<int> order(count);
  for (int i = 0; i < count; i++) order[i] = i;
  for (int epoch = 0; epoch < epochs; epoch++) {
    for (int i = count - 1; i > 0; i--) std::swap(order[i], order[net.random.below(i + 1)]);
    double loss = 0;
    for (int i = 0; i < count; i += batch) {
      const int n = std::min(batch, count - i);
      net.open(lessons, &order[i], n);
      for (int b = 0; b < n; b++) loss += net.learn(lessons, order[i + b], 1.0f / n);
      net.close(rate * std::max(0.05f, 1 - float(done++) / steps));
    }
    std::cout << "  epoch " << epoch + 1 << ": loss " << loss / count << std::endl;
  }

  std::ofstream out(argv[2], std::ios::binary);
  write(out, net.words.values);
  write(out, net.grams.values);
  write(out, net.dense.values);
  return out.good() ? 0 : 1;
}
