import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import type { Faults } from '../faults/faults.js';
import { failing } from '../faults/middleware.js';
import type { Inbox } from '../inbox/inbox.js';

export interface CallsOptions {
  account: string;
  token: string;
  inbox: Inbox;
  faults: Faults;
}

/** Numbers in the provider's form that nobody can call: its own magic number, and one that is none. */
const invalid = (number: string) => number === '+15005550001' || !/^\+[1-9]\d{7,14}$/.test(number);

const problem = (status: number, code: number, message: string) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

/** Twilio's calls resource (2010-04-01), below `/calls`: whoever is called hears the message in the inbox, as it is spoken. */
export function callsRoutes({ account, token, inbox, faults }: CallsOptions): Router {
  const router = express.Router();
  const wanted = `Basic ${btoa(`${account}:${token}`)}`;
  router.use(failing(faults, 'calls', (status) => problem(status, 20500, 'Told to fail')));
  router.post('/2010-04-01/Accounts/:account/Calls.json', express.urlencoded({ extended: false }), (req, res) => {
    const known = req.headers.authorization === wanted && req.params.account === account;
    if (!known) return void res.status(401).json(problem(401, 20003, 'Authenticate'));
    const { To: to, From: from, Twiml: twiml } = (req.body ?? {}) as Record<string, string | undefined>;
    if (!to) return void res.status(400).json(problem(400, 21201, "No 'To' number is specified"));
    if (!from) return void res.status(400).json(problem(400, 21213, "No 'From' number is specified"));
    if (invalid(to))
      return void res
        .status(400)
        .json(problem(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`));
    const said = [...(twiml ?? '').matchAll(/<Say\b[^>]*>([^<]*)<\/Say>/g)].map(([, words = '']) => words);
    if (said.length === 0) return void res.status(400).json(problem(400, 21205, 'Url is not a valid URL'));
    const sid = `CA${randomBytes(16).toString('hex')}`;
    inbox.add({ kind: 'call', to, text: said.join(' '), reference: sid });
    const uri = `/2010-04-01/Accounts/${account}/Calls/${sid}.json`;
    res.status(201).json({ sid, account_sid: account, to, from, status: 'queued', direction: 'outbound-api', uri });
  });
  return router;
}
