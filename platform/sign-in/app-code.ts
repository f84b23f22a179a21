import { generateSecret, generateURI, verify } from 'otplib';

/** Seconds that a code of an app holds (RFC 6238 §4.1), and by how many its clock may be off. */
const period = 30;

/** A new secret for an authenticator app: 160 bits (RFC 4226 §4) in base 32. */
export const newAppSecret = (): string => generateSecret({ length: 20 });

/** The address that an authenticator app takes a secret from, as QR code or link. */
export function appAddress(secret: string, account: string): string {
  return generateURI({ issuer: 'Surety', label: account, secret });
}

/**
 * Of which time step a code is, that of now or one beside it; undefined where it is none of the secret's. A step is to be spent once
 * (RFC 6238 §5.2).
 */
export async function stepOfCode(secret: string, code: string, now: Date): Promise<number | undefined> {
  const epoch = Math.floor(now.getTime() / 1_000);
  const checked = await verify({ secret, token: code, epoch, epochTolerance: period });
  return checked.valid && 'timeStep' in checked ? checked.timeStep : undefined;
}
