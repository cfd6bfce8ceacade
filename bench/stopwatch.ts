/** Adds up what several stretches of work took, ms: on the clock, and of this process's CPU. */
export class Stopwatch {
  wall = 0;
  cpu = 0;

  async time<T>(work: () => Promise<T>): Promise<T> {
    const cpu = process.cpuUsage();
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.wall += performance.now() - started;
      const { user, system } = process.cpuUsage(cpu);
      this.cpu += (user + system) / 1_000;
    }
  }
}
