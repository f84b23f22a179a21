import type { ConfigProblem } from './config-error.js';

/** What the keys of a sandbox begin with, and the `kid`s of its signing keys: live takes none of them, and a sandbox no others. */
export const sandboxKey = { prefix: 'sandbox_', kid: 'sandbox-' } as const;

/** The settings of 32-byte keys. */
export const keySettings = ['SEALING_KEY', 'LOOKUP_KEY', 'COOKIE_KEY', 'PAYLOAD_KEY'] as const;

/** Which keys were made for the other environment. */
export function keysOfOtherEnvironment(values: Record<string, string>): ConfigProblem[] {
  const sandbox = values.ENVIRONMENT === 'sandbox';
  const problems: ConfigProblem[] = [];
  for (const setting of keySettings) {
    const keys = values[setting]?.split(',') ?? [];
    if (keys.every((key) => key.trim().startsWith(sandboxKey.prefix) === sandbox)) continue;
    problems.push({ setting, expected: expected(sandbox, `begins with ${sandboxKey.prefix}`) });
  }
  if (
    values.SIGNING_KEYS !== undefined &&
    !kids(values.SIGNING_KEYS).every((kid) => kid.startsWith(sandboxKey.kid) === sandbox)
  ) {
    problems.push({
      setting: 'SIGNING_KEYS',
      expected: expected(sandbox, `has a kid that begins with ${sandboxKey.kid}`),
    });
  }
  return problems;
}

const expected = (sandbox: boolean, sign: string): string =>
  sandbox ? `keys made for a sandbox, since ENVIRONMENT is sandbox: each ${sign}` : `keys made for live: none ${sign}`;

/** What is no JWKS is told elsewhere. */
function kids(jwks: string | undefined): string[] {
  try {
    const { keys } = JSON.parse(jwks ?? '') as { keys: { kid?: unknown }[] };
    return keys.map(({ kid }) => String(kid));
  } catch {
    return [];
  }
}
