const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_TEXT = 2000;

/** Names of fields that are personal or secret wherever they stand, compared without case, `_` and `-`. */
const PRIVATE_NAMES = new Set(
  `address assertion attributes authorization birthdate birthday body callbackurl ciphertext claims clientassertion
  clientsecret code codes content cookie cookies dateofbirth demographics details dob email emailaddress family
  familyname firstname form formdata forename given givenname givennames image idtoken jwt key line1 lastname linkagekey
  login mobile mrz name names nhsno nhsnumber nonce number otp params passphrase password payload personalisation phone
  phonenumber photo postcode privatekey query recipient reference refreshtoken secret sealed session setcookie sub
  surname text to token accesstoken url uri user username value values verificationreference`.split(/\s+/),
);

/** Digits in a row as long as an NHS number or a telephone number, and email addresses, in whatever text. */
const PRIVATE_TEXT = /(?<![^\s@"'<>])[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}|(?<![\w-])\+?\d[\d ]{8,}\d(?![\w-])/gi;

/** A copy of `value` that may be logged: private fields and texts are replaced by `[private]`, errors lose messages. */
export function safeForLog(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT).replace(PRIVATE_TEXT, '[private]');
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return safeError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => safeForLog(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor.name}]`;
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(entries.map(([name, field]) => [name, safeField(name, field, depth)]));
}

function safeField(name: string, field: unknown, depth: number): unknown {
  const plainName = name.toLowerCase().replaceAll(/[_-]/g, '');
  if (!PRIVATE_NAMES.has(plainName) || field === undefined || field === null) return safeForLog(field, depth + 1);
  return '[private]';
}

/** What an error may show: its class, its stable code and status, where it was thrown, and the same of its causes. */
function safeError(error: Error, depth: number): object {
  const { code, status, statusCode } = error as { code?: unknown; status?: unknown; statusCode?: unknown };
  return {
    type: error.name,
    ...(isCode(code) && { code }),
    ...(typeof (status ?? statusCode) === 'number' && { status: status ?? statusCode }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 30)
      .join('\n'),
    ...(error.cause instanceof Error && { cause: safeForLog(error.cause, depth + 1) }),
  };
}

function isCode(code: unknown): boolean {
  return typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,64}$/.test(code));
}
