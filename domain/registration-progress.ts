/** Flags about what lies sealed in the store: enough to know the next step, nothing personal. */
export type RegistrationProgress = {
  emailProved: boolean;
  passwordSet: boolean;
  /** Its password was given in this browser, or set in it. */
  passwordGiven: boolean;
  ageConfirmed: boolean;
  mobileGiven: boolean;
  mobileConfirmed: boolean;
  /** The address has an account already. */
  known: boolean;
};

export const noProgress: RegistrationProgress = {
  emailProved: false,
  passwordSet: false,
  passwordGiven: false,
  ageConfirmed: false,
  mobileGiven: false,
  mobileConfirmed: false,
  known: false,
};

/** The step that a registration whose email is proved and which has no account yet needs now. */
export function stepAfter(
  progress: RegistrationProgress,
): 'resume-password' | 'create-password' | 'age' | 'mobile' | 'terms' {
  if (progress.passwordSet && !progress.passwordGiven) return 'resume-password';
  if (!progress.passwordSet) return 'create-password';
  if (!progress.ageConfirmed) return 'age';
  if (!progress.mobileConfirmed) return 'mobile';
  return 'terms';
}
