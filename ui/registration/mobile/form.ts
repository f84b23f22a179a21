import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { z } from 'zod';
import { phoneNumber } from '../phone-number.js';

/** Ofcom's mobile numbers for drama, which belong to nobody: for those who try the service out. */
const drama = /^\+447700900\d{3}$/;

/** A mobile number, read as E.164. */
export const mobileForm = z.object({
  mobile: phoneNumber((typed) => {
    const number = parsePhoneNumberFromString(typed, 'GB');
    return number && (number.isValid() || drama.test(number.number)) ? number.number : undefined;
  }),
});
