/**
 * What a partner's requests have shown, each with when it was first and last seen. `signed_in` is a code given to a request with PKCE,
 * `state` and `nonce`; `error_sent` an `access_denied` at the redirect address; `asked` a new request for a sign-in.
 */
export const facts = [
  'asked',
  'signed_in',
  'code_redeemed',
  'userinfo_read',
  'error_sent',
  'signed_out',
  'status_not_modified',
] as const;

export type Fact = (typeof facts)[number];

export type Facts = Partial<Record<Fact, { first: Date; last: Date }>>;

/** What a service should have done before real people come; each ticks itself. */
type Check = 'sign_in' | 'code' | 'userinfo' | 'error' | 'sign_out' | 'status' | 'webhook';

export interface Ticked {
  check: Check;
  /** When it was first seen; absent while it was not. */
  at?: Date | undefined;
}

/**
 * The checklist of a service, as far as it concerns what it registered.
 *
 * @param uses what the service may ask for: userinfo has nothing more to say to who asks for `openid` alone
 * @param delivered the first event that one of its webhooks took; null where it has webhooks and none did
 */
export function checklist(
  seen: Facts,
  uses: { scopes: readonly string[]; statusApi: boolean },
  delivered?: Date | null,
): Ticked[] {
  const { asked, error_sent: denied } = seen;
  // Whoever asks again after `access_denied` has not left the person at a dead end.
  const handled = asked && denied && asked.last > denied.first ? asked.last : undefined;
  return [
    { check: 'sign_in', at: seen.signed_in?.first },
    { check: 'code', at: seen.code_redeemed?.first },
    ...(uses.scopes.length > 1 ? [{ check: 'userinfo' as const, at: seen.userinfo_read?.first }] : []),
    { check: 'error', at: handled },
    { check: 'sign_out', at: seen.signed_out?.first },
    ...(uses.statusApi ? [{ check: 'status' as const, at: seen.status_not_modified?.first }] : []),
    ...(delivered === undefined ? [] : [{ check: 'webhook' as const, at: delivered ?? undefined }]),
  ];
}
