const DOTS = '•••';

/** An email address as its owner recognises it and others learn little from it: `a•••i@example.com`. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [local, host] = [[...email.slice(0, at)], email.slice(at)];
  const last = local.length > 3 ? local.at(-1) : '';
  return `${local[0] ?? ''}${DOTS}${last}${host}`;
}
