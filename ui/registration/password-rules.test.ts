import { describe, expect, test } from '@jest/globals';
import { readForm } from '../http/form.js';
import { newPasswordForm } from './password-rules.js';

const wrongWith = (password: unknown, email = 'anna.exempli@example.com') =>
  readForm(newPasswordForm(email), { password }).errors?.password;

describe('A new password', () => {
  test.each([
    ['copper lantern violin'],
    ['tr0ubador&3-mile-fence'],
    ['x7#Kq!v92mZp'],
    ['mae hen wlad fy nhadau'],
    ['ключ от старого дома'],
    ['🎈🎈 balloon seven kettle'],
    [`correct kettle ${'z'.repeat(100)}`],
  ])('may be %s', (password) => {
    expect(wrongWith(password)).toBeUndefined();
  });

  test.each([
    [undefined, 'missing'],
    ['', 'missing'],
    [['copper lantern violin'], 'missing'],
    ['short one', 'short'],
    ['x'.repeat(129), 'long'],
    ['password1234', 'common'],
    ['P@ssw0rd!!!!', 'common'],
    ['PasswordPassword', 'common'],
    ['passwordpassword1', 'common'],
    ['ManchesterUnited1', 'common'],
    ['liverpool2024!', 'common'],
    ['iloveyou12345', 'common'],
    ['qwertyuiop123', 'common'],
    ['1q2w3e4r5t6y', 'common'],
    ['123456789012', 'common'],
    ['098765432109', 'common'],
    ['abcdefghijkl', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['abcabcabcabc', 'common'],
    ['------------', 'common'],
    ['            ', 'common'],
    ['anna.exempli@example.com', 'common'],
    ['anna.exempli1', 'common'],
    ['correcthorsebatterystaple', 'common'],
  ])('may not be %s', (password, code) => {
    expect(wrongWith(password)).toBe(code);
  });

  test('counts signs as people see them, not bytes', () => {
    expect(wrongWith('ŵŷâêîôûäëïöü')).toBeUndefined();
    expect(wrongWith('ŵŷâêîôûäëïö')).toBe('short');
  });
});
