import type { Clock } from '../core/clock.js';

/**
 * A clock for the stage: it starts at a time and runs at a speed.
 *
 * @param wall the real clock
 * @param start the first time it shows, ms UTC
 * @param speed scene milliseconds for each real one
 */
export function createSceneClock(wall: Clock, start: number, speed: number): Clock {
  const opened = wall();
  return () => Math.floor(start + (wall() - opened) * speed);
}
