/** Flags about what lies sealed in the store: enough to know the next step, nothing personal. */
export type RegistrationProgress = {
  emailProved: boolean;
  passwordSet: boolean;
  /** Its password was given in this browser, or set in it. With the password, age and terms were answered too. */
  passwordGiven: boolean;
  /** The letter that was sent: its code may still come, on whatever device. */
  letter?: { challengeId: string; expiresAt: number; triesLeft: number };
  /** They have no mobile, or want none here. */
  noMobile: boolean;
  /** The address has an account already. */
  known: boolean;
};

export const noProgress: RegistrationProgress = {
  emailProved: false,
  passwordSet: false,
  passwordGiven: false,
  noMobile: false,
  known: false,
};

/** The step that a registration whose email is proved and which has no account yet needs now. */
export function stepAfter(
  progress: RegistrationProgress,
): 'resume-password' | 'create-account' | 'letter-code' | 'second-way' | 'mobile' {
  if (progress.passwordSet && !progress.passwordGiven) return 'resume-password';
  if (!progress.passwordSet) return 'create-account';
  if (progress.letter) return 'letter-code';
  return progress.noMobile ? 'second-way' : 'mobile';
}
