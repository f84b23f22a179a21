import { oneTimeCodes } from '../../domain/clock.js';
import type { RegistrationDeps } from './activities.js';

/** Puts the messages of a registration into the store, to be sent by their key. */
export function codeActivities({ store, suretyUrl }: RegistrationDeps) {
  return {
    /**
     * A message with the challenge's code. Whether the address has an account decides only the words: the work is the same.
     * @returns the message's key.
     */
    async putCode(put: {
      registrationId: string;
      challengeId: string;
      channel: 'email' | 'mobile';
      language: 'en' | 'cy';
      now: number;
    }): Promise<string> {
      const entries = await store.registrations.entries(put.registrationId);
      const key = `code-${put.challengeId}`;
      const to = put.channel === 'email' ? entries?.email : entries?.mobile;
      if (!entries || !to) return key;
      const account = put.channel === 'email' ? await store.accounts.byEmail(entries.email) : null;
      const emailTemplate = account ? 'email-code-existing-account' : 'email-code';
      await store.messages.putMessage({
        key,
        channel: put.channel === 'email' ? 'email' : 'sms',
        to,
        template: put.channel === 'email' ? emailTemplate : 'sms-code',
        params: { challengeId: put.challengeId },
        language: put.language,
        expiresAt: new Date(put.now + oneTimeCodes.lifetime),
      });
      return key;
    },

    /** A reminder to the confirmed email address; its link is a pointer to the journey, not a key. @returns the message's key. */
    async putReminder(put: {
      registrationId: string;
      journeyId: string;
      language: 'en' | 'cy';
      number: number;
      since: number;
    }): Promise<string> {
      const key = `reminder-${put.registrationId}-${put.since}-${put.number}`;
      const entries = await store.registrations.entries(put.registrationId);
      if (!entries) return key;
      await store.messages.putMessage({
        key,
        channel: 'email',
        to: entries.email,
        template: 'reminder',
        params: { url: `${suretyUrl}/journey/${put.journeyId}` },
        language: put.language,
      });
      return key;
    },
  };
}
