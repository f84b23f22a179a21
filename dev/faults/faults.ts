import { z } from 'zod';

export const faultTargets = ['pds', 'gp', 'notify', 'calls', 'smtp', 'staff'] as const;
export type FaultTarget = (typeof faultTargets)[number];

/** How a simulator fails. Several settings together happen together: first the delay, then the rest. */
export const faultSchema = z.strictObject({
  target: z.enum(faultTargets),
  /** The HTTP status, or the SMTP code, to answer with: the request is not carried out. */
  status: z.number().int().min(400).max(599).optional(),
  /** Milliseconds to wait first. */
  delayMs: z.number().int().min(0).max(600_000).optional(),
  /** Never answer, and carry nothing out. */
  timeout: z.boolean().optional(),
  /** Carry the request out, then cut the connection instead of answering: the caller cannot know. */
  drop: z.boolean().optional(),
  /** How many requests fail; without it, all until the faults are cleared. */
  count: z.number().int().min(1).optional(),
  /** Seconds, for the header `Retry-After`. */
  retryAfter: z.number().int().min(0).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

/** What the simulators have been told to do wrong. */
export class Faults {
  #list: Fault[] = [];

  get list(): readonly Fault[] {
    return this.#list;
  }

  add(fault: Fault): void {
    this.#list.push({ ...fault });
  }

  /** Mends one simulator, or all. */
  clear(target?: FaultTarget): void {
    this.#list = target ? this.#list.filter((fault) => fault.target !== target) : [];
  }

  /** The fault that the next request of a simulator meets; asking uses it up where it is counted. */
  take(target: FaultTarget): Fault | undefined {
    const fault = this.#list.find((candidate) => candidate.target === target);
    if (fault?.count !== undefined && --fault.count === 0) this.#list = this.#list.filter((other) => other !== fault);
    return fault;
  }
}
