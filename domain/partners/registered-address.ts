const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Longer addresses are refused: they are kept, compared and sent back in headers. */
const longest = 500;

/** What is wrong with an address that a partner wants registered; each code has its sentence in the words of the portal. */
export type AddressProblem =
  | 'address_missing'
  | 'address_too_long'
  | 'address_not_valid'
  | 'address_not_https'
  | 'address_not_local'
  | 'address_password'
  | 'address_wildcard'
  | 'address_fragment'
  | 'address_query';

export interface AddressRules {
  /** A redirect address is compared as text: what a query could vary, it must not have. */
  withoutQuery?: boolean;
  /** No http on this machine either: for those who are let in from everywhere. */
  httpsOnly?: boolean;
}

/**
 * The first rule that an address breaks: https (http on this machine only), no wildcard, no user or password, no fragment
 * (RFC 6749 §3.1.2), as NHS login asks. Undefined where it keeps them all.
 */
export function addressProblem(text: string, rules: AddressRules = {}): AddressProblem | undefined {
  if (text === '') return 'address_missing';
  if (text.length > longest) return 'address_too_long';
  if (text.includes('*')) return 'address_wildcard';
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return 'address_not_valid';
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'address_not_https';
  if (username || password) return 'address_password';
  if (protocol === 'http:' && !localHosts.includes(hostname)) return 'address_not_https';
  if (rules.httpsOnly && (protocol === 'http:' || localHosts.includes(hostname))) return 'address_not_local';
  if (text.includes('#')) return 'address_fragment';
  return rules.withoutQuery && text.includes('?') ? 'address_query' : undefined;
}
