/**
 * A domain in the form in which it is compared: lower case, Punycode (RFC 5891), without a dot at its end.
 * @param typed a domain, or an email address of which it is the last part @returns undefined where it is no domain of at least two labels
 */
export function emailDomain(typed: string): string | undefined {
  const text = typed.trim().slice(typed.trim().lastIndexOf('@') + 1);
  if (!/^[^\s/?#:@\\[\]%]{3,253}$/.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const domain = new URL(`http://${text}`).hostname.replace(/\.$/, '');
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
  return new RegExp(`^(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`).test(domain) ? domain : undefined;
}

/** The domain of an address and all that it lies in, the top-level one left out: where any of them is blocked, it is. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

/** Whether a domain is one below which anybody registers theirs (`co.uk`, `com.au`): to block it would block them all. */
export function isShared(domain: string): boolean {
  return /^(ac|co|com|edu|gov|ltd|me|mod|net|nhs|org|plc|police|sch)\.[a-z]{2}$/.test(domain);
}
