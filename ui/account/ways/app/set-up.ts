import { appAddress, newAppSecret } from '../../../../platform/sign-in/app-code.js';
import type { Store } from '../../../../store/database.js';
import { type QrCode, qrCode } from '../../../layout/qr-code/qr-code.js';

/** How an app takes its secret: by code to scan, by link, or typed in groups of four. */
export type AppSetUp = { code: QrCode; address: string; secret: string | undefined };

/**
 * Begins the set-up of an authenticator app, or shows the one begun: the same secret as long as it may be used. A reload, or a step-up on the
 * way, changes nothing for who has scanned it. @param email what the app calls the account
 */
export async function appSetUp(
  { waySetUps }: Pick<Store, 'waySetUps'>,
  whose: Parameters<Store['waySetUps']['begun']>[0],
  email: string,
): Promise<AppSetUp> {
  const now = new Date();
  const begun = await waySetUps.begun(whose, now);
  const secret = begun ?? newAppSecret();
  if (!begun) await waySetUps.begin(whose, secret, now);
  const address = appAddress(secret, email);
  return { code: qrCode(address), address, secret: secret.match(/.{1,4}/g)?.join(' ') };
}
