/**
 * Who asks for a passkey: the host of Surety's public address, so that a passkey made here works here and on no other site, whatever a
 * person is led to believe. Changing the host makes all passkeys useless.
 */
export function relyingParty(url: string): { rpName: string; rpID: string; origin: string } {
  const { hostname, origin } = new URL(url);
  return { rpName: 'Surety', rpID: hostname, origin };
}
