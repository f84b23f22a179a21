/** The settings of an env file: `NAME=value` lines, comments aside. */
export function readEnvFile(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/**
 * Puts values in place as Compose does, in every text of a document: `${NAME:-default}`, `${NAME:?needed}`, `$$`.
 *
 * @throws Error naming the first setting that is needed and absent.
 */
export function interpolate(value: unknown, env: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => interpolate(item, env));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, interpolate(item, env)]));
  }
  if (typeof value !== 'string') return value;
  return value.replace(/\$(?:\$|\{(\w+)(?:(:-|:\?)([^}]*))?\})/g, (match, name?: string, how?: string, rest = '') => {
    if (match === '$$') return '$';
    const given = name && env[name];
    if (given) return given;
    if (how === ':?') throw new Error(`${name} is needed: ${rest}`);
    return rest;
  });
}
