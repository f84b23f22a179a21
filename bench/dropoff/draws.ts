/** Numbers drawn by chance, the same for the same seed: xoshiro128** (Blackman and Vigna). */
export class Draws {
  private a: number;
  private b = 0x9e3779b9;
  private c = 0x243f6a88;
  private d = 0xb7e15162;

  constructor(seed: number) {
    this.a = seed >>> 0;
    for (let round = 0; round < 20; round++) this.share();
  }

  /** Between 0 and 1. */
  share(): number {
    const turned = Math.imul(this.b, 5);
    const result = Math.imul((turned << 7) | (turned >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.share();
  }

  /** Evenly on a scale of logarithms. */
  logBetween(least: number, most: number): number {
    return Math.exp(this.between(Math.log(least), Math.log(most)));
  }

  below(count: number): number {
    return Math.floor(this.share() * count);
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.share())) * Math.cos(2 * Math.PI * this.share());
  }

  /** By inversion; large means by parts. */
  poisson(mean: number): number {
    let count = 0;
    let rest = mean;
    for (; rest > 30; rest -= 30) count += this.poisson(30);
    let product = this.share();
    const stop = Math.exp(-rest);
    for (; product > stop; product *= this.share()) count++;
    return count;
  }

  /** How many of so many meet what has this chance. By inversion, in parts that keep the first term above zero. */
  binomial(trials: number, chance: number): number {
    if (chance > 0.5) return trials - this.binomial(trials, 1 - chance);
    if (trials <= 0 || chance <= 0) return 0;
    if (trials > 500) return this.binomial(500, chance) + this.binomial(trials - 500, chance);
    const odds = chance / (1 - chance);
    let term = (1 - chance) ** trials;
    let rest = this.share();
    let count = 0;
    while (rest > term && count < trials) {
      rest -= term;
      term *= ((trials - count) / (count + 1)) * odds;
      count++;
    }
    return count;
  }
}
