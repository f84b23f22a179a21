import { errors, type Provider } from 'oidc-provider';
import type { Store } from '../../../store/database.js';
import { partName } from '../../../store/provider/session-parts.js';
import { achievedBy } from './achieved.js';

const context = 'oidc.AuthorizationCode';

/**
 * Makes authorization codes carry their own content, sealed, so that making one writes nothing and redeeming one costs a single insert
 * (which is also what makes it single-use). A code ends with the session it was made in.
 */
export function sealedCodes(provider: Provider, store: Store): void {
  const { AuthorizationCode } = provider;
  const { sealer } = store.tools;
  const prototype = AuthorizationCode.prototype as unknown as CodeModel;
  const payloadOf = prototype.getValueAndPayload;

  const getValueAndPayload: CodeModel['getValueAndPayload'] = async function (this: CodeModel) {
    const { payload } = await payloadOf.call(this);
    // Without a payload the provider stores nothing.
    return { value: Buffer.from(sealer.sealJson(payload, context)).toString('base64url'), payload: undefined };
  };

  const consume: CodeModel['consume'] = async function (this: CodeModel) {
    const { jti, grantId, exp } = this;
    if (!(await store.oidc.spendCode(jti, grantId, exp))) {
      throw new errors.InvalidGrant('authorization code already consumed');
    }
  };

  const find = async (value: string) => {
    const payload = opened(value);
    if (!payload) return undefined;
    const { expiresWithSession, sessionUid, accountId, grantId, clientId } = payload;
    if (expiresWithSession) {
      const session = await provider.Session.findByUid(sessionUid);
      if (
        session?.accountId !== accountId ||
        session.grantIdFor(partName(clientId, achievedBy(payload)?.delegationId)) !== grantId
      )
        return undefined;
    }
    return new AuthorizationCode(payload as never);
  };

  const opened = (value: string): CodePayload | undefined => {
    try {
      return sealer.openJson<CodePayload>(Buffer.from(value, 'base64url'), context);
    } catch {
      return undefined;
    }
  };

  Object.assign(prototype, { getValueAndPayload, consume });
  Object.assign(AuthorizationCode, { find });
}

type CodePayload = {
  expiresWithSession?: boolean;
  sessionUid: string;
  accountId: string;
  grantId: string;
  clientId: string;
};

type CodeModel = {
  jti: string;
  grantId: string;
  exp: number;
  getValueAndPayload(): Promise<{ value: string; payload: object | undefined }>;
  consume(): Promise<void>;
};
