import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { phoneNumber } from '../phone-number.js';

/** Geographic numbers of the United Kingdom: calls to any other may cost what only a fraudster earns. */
const geographic = /^\+44[12]\d{8,9}$/;

/** Ofcom's numbers for drama, which belong to nobody: 01632 960, 020 7946 0, and 0 of each large city. */
const drama =
  /^\+44(1632960\d{3}|(113|114|115|116|117|118|121|131|141|151|161|191)496\d{4}|2079460\d{3}|2890180\d{3}|2920180\d{3})$/;

/** A landline number, read as E.164. */
export const landlineForm = z.object({
  landline: phoneNumber((typed) => {
    const number = parsePhoneNumberFromString(typed, 'GB');
    const read = number?.number as string | undefined;
    return number && read && geographic.test(read) && (number.isValid() || drama.test(read)) ? read : undefined;
  }),
});
