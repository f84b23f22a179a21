const { cos, sin, PI } = Math;

/** The discrete Fourier transform of `real` + i·`imaginary`, in place. Both have a power of two as their length. */
export function fft(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let at = 1, swap = 0; at < size; at++) {
    let bit = size >> 1;
    for (; swap & bit; bit >>= 1) swap ^= bit;
    swap ^= bit;
    if (at < swap) {
      [real[at], real[swap]] = [real[swap] as number, real[at] as number];
      [imaginary[at], imaginary[swap]] = [imaginary[swap] as number, imaginary[at] as number];
    }
  }
  for (let length = 2; length <= size; length <<= 1) {
    const half = length >> 1;
    for (let step = 0; step < half; step++) {
      const angle = (-2 * PI * step) / length;
      const [c, s] = [cos(angle), sin(angle)];
      for (let low = step; low < size; low += length) {
        const high = low + half;
        const a = (real[high] as number) * c - (imaginary[high] as number) * s;
        const b = (real[high] as number) * s + (imaginary[high] as number) * c;
        real[high] = (real[low] as number) - a;
        imaginary[high] = (imaginary[low] as number) - b;
        real[low] = (real[low] as number) + a;
        imaginary[low] = (imaginary[low] as number) + b;
      }
    }
  }
}

/** The power spectrum of a square of `size` × `size` values, row by row; zero frequency first. */
export function powerSpectrum(values: Float64Array, size: number): Float64Array {
  const real = values.slice();
  const imaginary = new Float64Array(values.length);
  for (let row = 0; row < size; row++) {
    fft(real.subarray(row * size, (row + 1) * size), imaginary.subarray(row * size, (row + 1) * size));
  }
  const columnReal = new Float64Array(size);
  const columnImaginary = new Float64Array(size);
  const power = new Float64Array(values.length);
  for (let column = 0; column < size; column++) {
    for (let row = 0; row < size; row++) {
      columnReal[row] = real[row * size + column] as number;
      columnImaginary[row] = imaginary[row * size + column] as number;
    }
    fft(columnReal, columnImaginary);
    for (let row = 0; row < size; row++) {
      power[row * size + column] = (columnReal[row] as number) ** 2 + (columnImaginary[row] as number) ** 2;
    }
  }
  return power;
}
