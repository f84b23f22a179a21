import type { BrowserContext, Page } from 'playwright-core';

/**
 * Chromium's own authenticator of a phone: it knows its holder, and holds passkeys.
 * @returns what says whether its holder touches it when it is asked
 */
export async function withAuthenticator(
  context: BrowserContext,
  page: Page,
): Promise<(enabled: boolean) => Promise<void>> {
  const devTools = await context.newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  const holder = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const options = { protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true, ...holder } as const;
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', { options });
  return async (enabled) => {
    await devTools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  };
}
