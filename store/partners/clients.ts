import { mostAddresses, mostSources } from '../../domain/partners/registration-rules.js';
import type { StoreTools } from '../tools.js';
import type { Partner } from './partners.js';
import type { Approved, PartnerRow, SeenKeys, SelfKept, UploadedKey } from './working-partner.js';

/** Registrations that their partners keep themselves, in the collection of the partners. `_id` is the service's id too. */
export type ClientRow = PartnerRow & { kept: SelfKept };

/** Lists of addresses that a partner fills one by one. */
export type AddressList = 'redirectUris' | 'postLogoutRedirectUris' | 'returnAddresses';

/** How many keys one registration takes. */
const mostKeys = 5;

/** What one form of the portal sets at once. A field given as undefined is removed. */
export type ClientChange = {
  [Field in
    | 'name'
    | 'redirectUris'
    | 'postLogoutRedirectUris'
    | 'returnAddresses'
    | 'entryPage'
    | 'initiateLoginUri'
    | 'backchannelLogoutUri'
    | 'backchannelLogoutSessionRequired'
    | 'frontchannelLogoutUri'
    | 'jwksUri'
    | 'assertionAlg'
    | 'idTokenAlg'
    | 'scopes'
    | 'vectors'
    | 'defaultVectors'
    | 'statusApi'
    | 'refreshTokens'
    | 'returnCodes'
    | 'signedRequests'
    | 'pushedRequests'
    | 'dpop'
    | 'profile'
    | 'settingsLink'
    | 'delegatedAccess'
    | 'logo']?: Partner[Field] | undefined;
};

/** Fields that rules tie to each other: whoever changes one has seen the others as they are. */
const tied = [
  'assertionAlg',
  'idTokenAlg',
  'profile',
  'vectors',
  'defaultVectors',
  'redirectUris',
  'jwksUri',
] as const satisfies (keyof Partner)[];

/** @param forget tells the cache of working partners that one was changed */
export function clients({ db }: StoreTools, forget: (id: string) => void) {
  const rows = db.collection<ClientRow>('partners');
  const open = (id: string) => ({
    _id: id,
    'kept.environment': { $exists: true },
    'kept.closedAt': { $exists: false },
  });
  /** @returns whether the row was as the condition wants it. */
  const update = async (id: string, condition: object, change: object, arrayFilters: object[] = []) => {
    const options = arrayFilters.length > 0 ? { arrayFilters } : {};
    const result = await rows.updateOne({ ...open(id), ...condition }, change, options);
    forget(id);
    return result.matchedCount === 1;
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ 'kept.request.at': 1 }, { sparse: true });
      await rows.createIndex({ ssoFrom: 1 }, { sparse: true });
    },

    /** Registers a service, with nothing but its name yet. */
    async register(id: string, environment: SelfKept['environment'], filled: Partial<Partner> & { name: string }) {
      await rows.insertOne({
        redirectUris: [],
        postLogoutRedirectUris: [],
        assertionAlg: 'RS512',
        scopes: ['openid'],
        vectors: [],
        entryPage: '',
        statusApi: false,
        returnAddresses: [],
        ...filled,
        _id: id,
        kept: { environment, keys: [] },
      });
      forget(id);
    },

    /** As registered, whether it works or not; the operator's own ones too. */
    registration: (id: string): Promise<PartnerRow | null> => rows.findOne({ _id: id }),

    registrations: (ids: readonly string[]): Promise<PartnerRow[]> => rows.find({ _id: { $in: [...ids] } }).toArray(),

    /** All that are registered, newest last; for admins. */
    all: (limit: number): Promise<PartnerRow[]> => rows.find({}).sort({ _id: 1 }).limit(limit).toArray(),

    /** @returns false where it is closed, or what rules tie to this change is not as it was seen any more. */
    change(id: string, change: ClientChange, seen?: PartnerRow): Promise<boolean> {
      const given = Object.entries(change);
      const ties = seen && tied.some((field) => field in change) ? tied : [];
      const $set = Object.fromEntries(given.filter(([, value]) => value !== undefined));
      const $unset = Object.fromEntries(given.filter(([, value]) => value === undefined).map(([field]) => [field, '']));
      return update(id, Object.fromEntries(ties.map((field) => [field, seen?.[field] ?? null])), {
        ...(Object.keys($set).length && { $set }),
        ...(Object.keys($unset).length && { $unset }),
      });
    },

    /** @returns false where it is there already, the list is full, or FAPI 2.0 takes no such redirect address. */
    addAddress: (id: string, list: AddressList, address: string): Promise<boolean> =>
      update(
        id,
        {
          [list]: { $ne: address },
          [`${list}.${mostAddresses - 1}`]: { $exists: false },
          ...(list === 'redirectUris' && address.startsWith('http:') ? { profile: { $exists: false } } : {}),
        },
        { $push: { [list]: address } },
      ),

    removeAddress: (id: string, list: AddressList, address: string): Promise<boolean> =>
      update(id, { [list]: address }, { $pull: { [list]: address } }),

    /** From then on people of another partner may come without a second sign-in. @returns false where there are too many. */
    addSource: (id: string, from: string): Promise<boolean> =>
      update(id, { [`ssoFrom.${mostSources - 1}`]: { $exists: false } }, { $addToSet: { ssoFrom: from } }),

    removeSource: (id: string, from: string): Promise<boolean> =>
      update(id, { ssoFrom: from }, { $pull: { ssoFrom: from } }),

    /** Registrations to which a partner's people may come in that way. */
    takingFrom: (from: string): Promise<PartnerRow[]> =>
      rows
        .find({ ssoFrom: from, 'kept.closedAt': { $exists: false } })
        .limit(100)
        .toArray(),

    /** @returns false where it is there already, or there are too many. */
    addKey: (id: string, key: UploadedKey): Promise<boolean> =>
      update(
        id,
        { 'kept.keys.id': { $ne: key.id }, [`kept.keys.${mostKeys - 1}`]: { $exists: false } },
        { $push: { 'kept.keys': key } },
      ),

    /** From then on the key is not accepted; undefined takes the end away. */
    expireKey: (id: string, keyId: string, expiresAt: Date | undefined): Promise<boolean> =>
      update(
        id,
        { 'kept.keys.id': keyId },
        expiresAt
          ? { $set: { 'kept.keys.$[key].expiresAt': expiresAt } }
          : { $unset: { 'kept.keys.$[key].expiresAt': '' } },
        [{ 'key.id': keyId }],
      ),

    noteSeenKeys: (id: string, seenKeys: SeenKeys): Promise<boolean> =>
      update(id, { jwksUri: seenKeys.address }, { $set: { 'kept.seenKeys': seenKeys } }),

    removeKey: (id: string, keyId: string): Promise<boolean> =>
      update(id, { 'kept.keys.id': keyId }, { $pull: { 'kept.keys': { id: keyId } } }),

    /** Asks an admin to agree to what is registered now. An earlier request is replaced. */
    requestGoLive: (id: string, request: NonNullable<SelfKept['request']>): Promise<boolean> =>
      update(id, { 'kept.environment': 'live' }, { $set: { 'kept.request': request }, $unset: { 'kept.refused': '' } }),

    withdrawRequest: (id: string): Promise<boolean> => update(id, {}, { $unset: { 'kept.request': '' } }),

    /** Waiting requests, the oldest first. */
    requested: (limit: number): Promise<ClientRow[]> =>
      rows
        .find({ 'kept.request.at': { $exists: true } })
        .sort({ 'kept.request.at': 1 })
        .limit(limit)
        .toArray(),

    /** Agrees to exactly what was asked in that request. @returns false where it was replaced or withdrawn meanwhile. */
    approve: (id: string, requestId: string, approved: Approved & { at: Date; by: string }): Promise<boolean> =>
      update(
        id,
        { 'kept.request.id': requestId },
        { $set: { 'kept.approved': approved }, $unset: { 'kept.request': '', 'kept.refused': '' } },
      ),

    refuse: (id: string, requestId: string, refused: { at: Date; reason: string }): Promise<boolean> =>
      update(
        id,
        { 'kept.request.id': requestId },
        { $set: { 'kept.refused': refused }, $unset: { 'kept.request': '' } },
      ),

    /** Takes back what was agreed to: the registration stops working. */
    suspend: (id: string, refused: { at: Date; reason: string }): Promise<boolean> =>
      update(
        id,
        { 'kept.approved': { $exists: true } },
        { $set: { 'kept.refused': refused }, $unset: { 'kept.approved': '', 'kept.request': '' } },
      ),

    /** Ends a registration for good; the row stays for those who come back late, and for the audit. */
    close: (id: string, now: Date): Promise<boolean> =>
      update(id, {}, { $set: { 'kept.closedAt': now }, $unset: { 'kept.request': '' } }),
  };
}
