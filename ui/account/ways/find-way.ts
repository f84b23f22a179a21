import { type WayKind, without } from '../../../domain/accounts/sign-in-ways.js';
import { ownedWays, type Ways } from '../../../store/accounts/sign-in-ways.js';

/** One way to sign in, as its pages know it. */
export interface FoundWay {
  id: string;
  kind: WayKind | 'device';
  /** What its owner called it; codes by text message, phone or post have no name. */
  name: string | undefined;
  /** The account could not be entered without it. */
  isLast: boolean;
}

const codes = ['sms', 'voice', 'letter'] as const;

/** The way of that id among an account's, where there is one; codes by text message, phone and post are found by their kind. */
export function findWay(ways: Ways, id: string): FoundWay | undefined {
  const { passkeys, apps, devices } = ways;
  const owned = ownedWays(ways);
  const isLast = (kind: WayKind) => without(owned, kind) === undefined;
  const passkey = passkeys.find((one) => one.id === id);
  // One that was copied opens nothing: it is never what an account hangs on.
  if (passkey) return { id, kind: 'passkey', name: passkey.name, isLast: !passkey.suspect && isLast('passkey') };
  const app = apps.find((one) => one.id === id);
  if (app) return { id, kind: 'app', name: app.name, isLast: isLast('app') };
  const device = devices.find((one) => one.id === id);
  if (device) return { id, kind: 'device', name: device.name, isLast: false };
  const kind = codes.find((one) => one === id && ways[one]);
  return kind && { id, kind, name: undefined, isLast: isLast(kind) };
}
