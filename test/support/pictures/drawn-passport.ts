import { drawPassport, type PassportOrder } from '../../../dev/specimens/passport.js';
import { madeOnce } from '../../../dev/specimens/specimen-cache.js';

/** What the passport of these tests says. */
export const printed = {
  surname: 'Thornton',
  givenNames: 'Amelia Rose',
  birthDate: '1988-04-17',
  sex: 'F' as const,
  expiryDate: '2031-05-31',
  documentNumber: '512000001',
};

/** That passport, but for what is ordered otherwise. Drawn once per machine. */
export function drawnPassport(order: Partial<PassportOrder>): Promise<Uint8Array> {
  const whole: PassportOrder = { ...printed, portrait: null, ...order };
  const { portrait, ...rest } = whole;
  const source = Buffer.concat([Buffer.from(JSON.stringify(rest)), portrait ?? Buffer.of()]);
  return madeOnce('passport 1', source, () => drawPassport(whole));
}
