import type { RegistrationState } from '../../domain/accounts/registration-state.js';
import type { RegistrationFormValues } from '../../domain/journey/form-values.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import { accountActivities } from './accounts.js';
import { codeActivities } from './codes.js';
import type { RegistrationDeps } from './deps.js';
import { entryActivities } from './entries.js';

/** What the registration workflow asks for. Each is idempotent; arguments hold ids, flags and times only. */
export function createRegistrationActivities(deps: RegistrationDeps) {
  const { store } = deps;
  return {
    ...codeActivities(deps),
    ...entryActivities(deps),
    ...accountActivities(deps),

    async projectRegistration(state: RegistrationState): Promise<void> {
      await store.registrations.project(state);
    },

    /** Whether the code typed into the form is the challenge's. */
    async codeIsRight({ challengeId, form }: { challengeId: string; form: string }): Promise<boolean> {
      const typed = await store.forms.get<RegistrationFormValues['email-code']>(form);
      return typed !== undefined && sameSecret(typed.code, store.tools.lookup.oneTimeCode(challengeId));
    },

    async eraseRegistration({ registrationId }: { registrationId: string }): Promise<void> {
      await store.registrations.erase(registrationId);
    },
  };
}

export type RegistrationActivities = ReturnType<typeof createRegistrationActivities>;
