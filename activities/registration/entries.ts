import type { RegistrationProgress } from '../../domain/accounts/registration-progress.js';
import type { RegistrationFormValues } from '../../domain/journey/form-values.js';
import type { RegistrationDeps } from './deps.js';

/** Moves what people typed from their forms into the registration's sealed entries. */
export function entryActivities({ store }: RegistrationDeps) {
  return {
    /**
     * The email code was right: says whether the address has an account, and takes over what an older unfinished registration of it had.
     * @returns flags of what is there, and the id of the registration taken over.
     */
    async proveEmail({
      registrationId,
      now,
    }: {
      registrationId: string;
      now: number;
    }): Promise<{ progress: Partial<RegistrationProgress>; adopted?: string }> {
      const entries = await store.registrations.entries(registrationId);
      const known = entries !== undefined && (await store.accounts.byEmail(entries.email)) !== null;
      if (known) return { progress: { known: true } };
      const proved = await store.registrations.proveEmail(registrationId, new Date(now));
      if (!proved.entries) return { progress: {} };
      await store.registrations.enter(registrationId, proved.entries, new Date(now));
      // The older one is about to be erased: it must not take along the proof of whose its journeys are.
      if (proved.adopted) await store.journeys.passRegistration(proved.adopted, registrationId, new Date(now));
      return {
        progress: {
          passwordSet: proved.entries.passwordHash !== undefined,
          noMobile: proved.entries.noMobile === true,
          ...(proved.entries.letter ? { letter: proved.entries.letter } : {}),
        },
        ...(proved.adopted ? { adopted: proved.adopted } : {}),
      };
    },

    /** The api compares passwords, so that no form holds one: it put the verdict into the form. */
    async passwordWasRight({ form }: { form: string }): Promise<boolean> {
      return (await store.forms.get<RegistrationFormValues['resume-password']>(form))?.right === true;
    },

    /** Erases what an earlier registration of the same address had entered; the address itself stays. */
    async forgetEntries(entry: { registrationId: string; now: number }): Promise<void> {
      const nothing = {
        ...{ passwordHash: undefined, termsVersion: undefined, mobile: undefined, noMobile: undefined },
        ...{ landline: undefined, address: undefined, letter: undefined, app: undefined, passkey: undefined },
      };
      await store.registrations.enter(entry.registrationId, nothing, new Date(entry.now));
    },

    /** @returns whether they are old enough to have an account; nothing is kept of who is not. */
    async enterAccount(entry: { registrationId: string; form: string; now: number }): Promise<{ oldEnough: boolean }> {
      const typed = await store.forms.get<RegistrationFormValues['create-account']>(entry.form);
      if (typed?.over13 !== 'yes') return { oldEnough: false };
      const { passwordHash, terms: termsVersion, mobile } = typed;
      const entries = { passwordHash, termsVersion, ...(mobile ? { mobile } : { noMobile: true }) };
      await store.registrations.enter(entry.registrationId, entries, new Date(entry.now));
      return { oldEnough: true };
    },

    /** Another way than a mobile was entered: it takes the place of the one before. */
    async enterWay(entry: {
      registrationId: string;
      step: 'landline' | 'address' | 'new-app' | 'new-passkey';
      form: string;
      now: number;
    }): Promise<void> {
      const typed = await store.forms.get<RegistrationFormValues[typeof entry.step]>(entry.form);
      if (typed) await store.registrations.enter(entry.registrationId, { ...noWay, ...typed }, new Date(entry.now));
    },

    async enterMobile(entry: { registrationId: string; form: string; now: number }): Promise<void> {
      const typed = await store.forms.get<RegistrationFormValues['mobile']>(entry.form);
      if (!typed) return;
      const { mobile } = typed;
      await store.registrations.enter(entry.registrationId, { ...noWay, mobile, noMobile: false }, new Date(entry.now));
    },
  };
}

/** The one way to be proved is what was entered last. */
const noWay = {
  ...{ mobile: undefined, landline: undefined, address: undefined, letter: undefined },
  ...{ app: undefined, passkey: undefined, noMobile: true },
};
