/**
 * Authenticators of NHS login's trustmark (RFC 8485 leaves their meaning to the trustmark): `Cp` a password, `Cd` a registered device, `Ck`
 * a secret key shared with a registered device, `Cm` an asymmetric key in one, such as a passkey.
 */
export const authenticators = ['Cp', 'Cd', 'Ck', 'Cm'] as const;

export type Authenticator = (typeof authenticators)[number];

/**
 * How a person signed in; `pwd`, `sms`, `tel`, `otp` and `pop` as RFC 8176 names them: the password, a texted code, a code spoken to a landline,
 * a code of an authenticator app, a passkey with which its holder was verified (PIN, finger, face). `letter` is a code by post, `device` a browser that was remembered at an earlier full sign-in,
 * `recovery` a recovery code or the end of a recovery, `approval` the word of a device where the person had just signed in by two factors.
 */
export const signInMethods = ['pwd', 'sms', 'tel', 'letter', 'otp', 'pop', 'device', 'recovery', 'approval'] as const;

export type SignInMethod = (typeof signInMethods)[number];

/**
 * What proves each authenticator. A registered device is proved by what only it gets or has; a recovery code stands in for one that is lost,
 * and a code by post, to the address that the person registered, for one that they do not have.
 * A remembered browser counts as NHS login counts it, and never where the person is to sign in anew.
 */
const provedBy: Readonly<Record<Authenticator, readonly SignInMethod[]>> = {
  Cp: ['pwd'],
  Cd: ['sms', 'tel', 'letter', 'otp', 'device', 'pop', 'recovery', 'approval'],
  Ck: ['otp'],
  Cm: ['pop'],
};

/** Whether these methods prove every authenticator, each by a method of its own: one passkey is not two devices. */
export function areProved(wanted: readonly Authenticator[], methods: readonly SignInMethod[]): boolean {
  const [first, ...others] = wanted;
  if (!first) return true;
  return methods.some(
    (method) =>
      provedBy[first].includes(method) &&
      areProved(
        others,
        methods.filter((other) => other !== method),
      ),
  );
}

/** Two factors: a passkey holds both, anything else needs the password and a second proof. */
export function isFullSignIn(methods: readonly SignInMethod[]): boolean {
  return methods.includes('pop') || (methods.includes('pwd') && methods.length > 1);
}
