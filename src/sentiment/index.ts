import { fileURLToPath } from 'node:url';
import type { TeachableScorer } from '../core/lessons.js';
import { SentimentModel } from './model.js';
import { readModelFile } from './model-file.js';
import { ModelScorer } from './scorer.js';

/**
 * The scorer. Nothing is read until something is scored.
 *
 * @param options `modelPath`: another model file than the one that comes with earshot
 */
export function loadScorer(options: { modelPath?: string } = {}): TeachableScorer {
  const path = options.modelPath ?? fileURLToPath(new URL('./model.bin', import.meta.url));
  return new ModelScorer(() => new SentimentModel(readModelFile(path)));
}

export { learnLayer } from './local-learner.js';
