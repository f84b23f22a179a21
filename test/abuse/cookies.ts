import type { Answered } from './everybody.js';

/** What is wrong with the cookies that an answer sets, in production. */
export function cookieFaults({ headers }: Pick<Answered, 'headers'>): string[] {
  return headers.getSetCookie().flatMap((line) => {
    const [pair = '', ...attributes] = line.split('; ').map((part) => part.trim());
    const name = pair.split('=')[0] ?? '';
    const said = new Set(attributes.map((one) => one.toLowerCase()));
    const path = attributes.find((one) => /^path=/i.test(one));
    const faults = [
      ...(said.has('secure') ? [] : ['not secure']),
      ...(said.has('httponly') ? [] : ['open to scripts']),
      ...(said.has('samesite=lax') || said.has('samesite=strict') ? [] : ['for other sites']),
      ...(attributes.some((one) => /^domain=/i.test(one)) ? ['for a whole domain'] : []),
      // Whatever is for all pages is bound to this host; what is for some pages only cannot be, and says that it is secure.
      ...(name.startsWith(path?.toLowerCase() === 'path=/' ? '__Host-' : '__Secure-') ? [] : ['without its prefix']),
    ];
    return faults.map((fault) => `cookie ${name} is ${fault}`);
  });
}
