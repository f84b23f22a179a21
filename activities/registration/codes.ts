import { oneTimeCodes } from '../../domain/accounts/one-time-codes.js';
import type { RegistrationDeps } from './deps.js';

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
      channel: 'email' | 'mobile' | 'landline';
      language: 'en' | 'cy';
      now: number;
    }): Promise<string> {
      const entries = await store.registrations.entries(put.registrationId);
      const key = `code-${put.challengeId}`;
      const to = entries?.[put.channel];
      if (!entries || !to) return key;
      const account = put.channel === 'email' ? await store.accounts.byEmail(entries.email) : null;
      const emailTemplate = account ? 'email-code-existing-account' : 'email-code';
      await store.messages.putMessage({
        key,
        ...{ email: { channel: 'email', template: emailTemplate } as const, ...byPhone }[put.channel],
        to,
        about: put.registrationId,
        params: { challengeId: put.challengeId },
        language: put.language,
        expiresAt: new Date(put.now + oneTimeCodes.lifetime),
      });
      return key;
    },

    /** The letter with the challenge's code, which works on whatever device the person comes back. @returns the message's key */
    async putLetter(put: {
      registrationId: string;
      journeyId: string;
      challenge: { id: string; expiresAt: number; triesLeft: number };
      language: 'en' | 'cy';
      now: number;
    }): Promise<string> {
      const { id: challengeId, expiresAt, triesLeft } = put.challenge;
      const key = `code-${challengeId}`;
      const letter = { challengeId, expiresAt, triesLeft };
      await store.registrations.enter(put.registrationId, { letter }, new Date(put.now));
      const address = (await store.registrations.entries(put.registrationId))?.address;
      if (!address) return key;
      const url = `${suretyUrl}/journey/${put.journeyId}`;
      await store.messages.putMessage({
        ...{ key, channel: 'letter', to: address.join('\n'), template: 'letter-code', language: put.language },
        about: put.registrationId,
        params: { challengeId, url, until: new Date(expiresAt).toISOString() },
        expiresAt: new Date(expiresAt),
      });
      return key;
    },

    /** The code of a letter was wrong: that counts on any device. */
    async countLetterTry({ registrationId, now }: { registrationId: string; now: number }): Promise<void> {
      const letter = (await store.registrations.entries(registrationId))?.letter;
      if (!letter) return;
      const triesLeft = Math.max(0, letter.triesLeft - 1);
      await store.registrations.enter(registrationId, { letter: { ...letter, triesLeft } }, new Date(now));
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

const byPhone = {
  mobile: { channel: 'sms', template: 'sms-code' },
  landline: { channel: 'voice', template: 'voice-code' },
} as const;
