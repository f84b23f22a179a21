import { describe, expect, test } from '@jest/globals';
import { renderCall, renderEmail, renderSms, words } from './render.js';

const names = Object.keys(words.en);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const values = {
  until: '2026-12-14T00:00:00Z',
  code: '012345',
  number: 'TK-1234-5678',
  answer: 'One.\nTwo.',
  url: 'https://login.example/journey/abc?x=1&y=2',
  step: 'document',
  reason: 'photo_glare',
  size: '10% → 40%',
  followed: 'winter-2',
};

describe('the words of messages', () => {
  test('are the same templates in both languages, with the same parts and the same values', () => {
    expect(Object.keys(words.cy)).toEqual(names);
    for (const name of names) {
      const [en, cy] = [words.en[name], words.cy[name]];
      expect(Object.keys(cy ?? {})).toEqual(Object.keys(en ?? {}));
      expect(cy?.body?.map(placeholders)).toEqual(en?.body?.map(placeholders));
      expect(placeholders(cy?.sms ?? '')).toEqual(placeholders(en?.sms ?? ''));
    }
  });

  test('are never left in English', () => {
    for (const name of names) {
      const [en, cy] = [words.en[name], words.cy[name]];
      const english = [en?.subject, ...(en?.body ?? []), en?.sms, en?.call].filter(
        (text) => text && !/^\{\{\w+\}\}$/.test(text),
      );
      const welsh = [cy?.subject, ...(cy?.body ?? []), cy?.sms, cy?.call];
      expect(english.filter((text) => welsh.includes(text))).toEqual([]);
    }
  });

  test('fill all their values, in text, HTML, text message and call', () => {
    for (const language of ['en', 'cy'] as const) {
      for (const name of names) {
        const { body, sms, call } = words[language][name] ?? {};
        const email = body ? renderEmail(name, language, values) : undefined;
        const all = `${email?.subject}${email?.text}${email?.html}${sms ? renderSms(name, language, values) : ''}`;
        if (call) expect(renderCall(name, language, values)).toMatch(/0, 1, 2, 3, 4, 5/);
        expect(all).not.toMatch(/\{\{|\}\}/);
      }
    }
  });

  test('of a text message with a link fit into three parts', () => {
    const url = `https://login.surety.example/journey/${'x'.repeat(22)}`;
    for (const name of names.filter((name) => words.en[name]?.sms)) {
      expect(renderSms(name, 'en', { ...values, url }).length).toBeLessThanOrEqual(459);
      // Welsh letters such as ŵ are not in the GSM alphabet: 67 characters a part.
      expect(renderSms(name, 'cy', { ...values, url }).length).toBeLessThanOrEqual(201);
    }
  });

  test('escape what is put into HTML', () => {
    const { html, text } = renderEmail('reminder', 'en', { url: 'https://x.example/"><script>' });
    expect(html).not.toContain('<script>');
    expect(html).toContain('href="https://x.example/&quot;&gt;&lt;script&gt;"');
    expect(text).toContain('https://x.example/"><script>');
  });

  test('refuse a template without this kind of message, or without its values', () => {
    expect(() => renderEmail('sms-code', 'en', values)).toThrow('message_template');
    expect(() => renderSms('email-code', 'en', values)).toThrow('message_template');
    expect(() => renderEmail('toString', 'en', values)).toThrow('message_template');
    expect(() => renderEmail('email-code', 'en', {})).toThrow('message_template');
    expect(() => renderEmail('email-code', 'en', Object.create({ code: '1' }))).toThrow('message_template');
  });
});
