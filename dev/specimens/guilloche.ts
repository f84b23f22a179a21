/**
 * A pale pattern of woven waves, of our own making and of no issuer's, as SVG paths.
 * @param width and @param height of the area, from (0, 0)
 */
export function guilloche(width: number, height: number): string {
  const families = [
    { stroke: '#9fc3b4', waves: 3, swing: 60, phase: 0 },
    { stroke: '#c9a9c4', waves: 4, swing: 45, phase: 1.3 },
    { stroke: '#a9b9dc', waves: 2.5, swing: 80, phase: 2.1 },
  ];
  return families
    .map(({ stroke, waves, swing, phase }) => {
      const lines: string[] = [];
      for (let base = -swing; base < height + swing; base += 17) {
        lines.push(wave(width, base, swing, waves, phase + base / 70));
      }
      return `<path d="${lines.join('')}" fill="none" stroke="${stroke}" stroke-width="1.1" opacity="0.55"/>`;
    })
    .join('');
}

function wave(width: number, base: number, swing: number, waves: number, phase: number): string {
  let path = '';
  for (let x = 0; x <= width; x += 12) {
    const angle = (x / width) * waves * 2 * Math.PI + phase;
    const y = base + swing * Math.sin(angle) * Math.cos(angle * 0.37);
    path += `${x === 0 ? 'M' : 'L'}${x} ${y.toFixed(1)}`;
  }
  return path;
}
