/** How a benchmark is asked to tell what it measured. */
export interface BenchmarkOptions {
  /** Lines of JSON instead of tables. */
  json: boolean;
}

/** What `npm run bench -- NAME` runs. */
export interface Benchmark {
  about: string;
  run(options: BenchmarkOptions): Promise<void>;
}
