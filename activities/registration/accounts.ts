import { ApplicationFailure } from '@temporalio/activity';
import type { SecondMethod } from '../../domain/accounts/registration-state.js';
import type { RegistrationFormValues } from '../../domain/journey/form-values.js';
import { randomId } from '../../platform/random-id.js';
import type { RegistrationDeps } from './deps.js';

type Made = { outcome: 'made'; accountId: string } | { outcome: 'email_in_use' };

/** Where a registration ends: an account is made, or a known one gets a new password. */
export function accountActivities({ store, suretyUrl }: RegistrationDeps) {
  return {
    /** Repeating it for the same registration finds the same account. */
    async createAccount(make: {
      registrationId: string;
      /** What was proved besides the email: nothing else that was typed goes into the account. */
      method: SecondMethod;
      language: 'en' | 'cy';
      now: number;
    }): Promise<Made> {
      const entries = await store.registrations.entries(make.registrationId);
      const proved = entries?.[provedBy[make.method]];
      if (!entries?.passwordHash || !entries.termsVersion || !proved) {
        throw ApplicationFailure.nonRetryable('a registration without its entries', 'registration_incomplete');
      }
      const made = await store.accounts.create({
        id: randomId(),
        registrationId: make.registrationId,
        email: entries.email,
        ...(make.method === 'sms' ? { mobile: entries.mobile } : {}),
        ...(make.method === 'tel' ? { landline: entries.landline } : {}),
        ...(make.method === 'letter' ? { address: entries.address } : {}),
        passwordHash: entries.passwordHash,
        termsVersion: entries.termsVersion,
        language: make.language,
        now: new Date(make.now),
      });
      if (made === 'email_in_use') return { outcome: 'email_in_use' };
      const now = new Date(make.now);
      if (make.method === 'otp' && entries.app) {
        await store.signInWays.addApp(made.id, entries.app, now, make.registrationId);
      }
      if (make.method === 'pop' && entries.passkey) {
        const { publicKey, name, ...key } = entries.passkey;
        const passkey = { ...key, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')) };
        await store.signInWays.addPasskey(made.id, passkey, name, now, make.registrationId);
      }
      await store.audit.append(
        {
          at: new Date(make.now),
          actor: { kind: 'person', id: made.id },
          action: 'account.created',
          accountId: made.id,
          details: { termsVersion: entries.termsVersion },
        },
        `account-created-${make.registrationId}`,
      );
      const journeyId = (await store.registrations.state(make.registrationId))?.journeyId;
      if (journeyId) await store.journeyNotes.settle({ at: now, kind: 'registered', journeyId, level: 'P0' });
      return { outcome: 'made', accountId: made.id };
    },

    /** @returns undefined when the account is gone or blocked. The person is told by email, whoever changed it. */
    async changePassword(change: {
      registrationId: string;
      form: string;
      language: 'en' | 'cy';
    }): Promise<{ accountId: string; messageKey: string } | undefined> {
      const typed = await store.forms.get<RegistrationFormValues['new-password']>(change.form);
      const entries = await store.registrations.entries(change.registrationId);
      const account = entries && (await store.accounts.byEmail(entries.email));
      if (!typed || !account) return undefined;
      const changed = await store.accounts.changePassword(account._id, account.epoch, typed.passwordHash);
      if (!changed) return undefined;
      // Whoever was signed in with the old password is no longer.
      await store.oidc.endSessions(account._id);
      await store.signInWays.forgetDevices(account._id);
      const messageKey = `password-changed-${change.form}`;
      await store.messages.putMessage({
        key: messageKey,
        channel: 'email',
        to: entries.email,
        template: 'password-changed',
        params: { url: `${suretyUrl}/account` },
        language: change.language,
      });
      return { accountId: account._id, messageKey };
    },
  };
}

/** The entry that each method proves. */
const provedBy = { sms: 'mobile', tel: 'landline', letter: 'letter', otp: 'app', pop: 'passkey' } as const;
