import { decodeJwt, jwtVerify } from 'jose';
import { NotifyError } from './errors.js';

/** Seconds that the caller's clock may be wrong. */
const skew = 30;

/**
 * Checks the token of a request: HS256 with the service's secret, `iss` the service, `iat` now.
 * @throws NotifyError 401 or 403 as Notify answers
 */
export async function authenticate(header: string | undefined, serviceId: string, secret: string): Promise<void> {
  const token = header?.match(/^Bearer (.+)$/i)?.[1];
  if (!token) throw new NotifyError(401, 'AuthError', 'Unauthorized: authentication token must be provided');
  const { iss, iat } = claims(token);
  if (iss !== serviceId) throw new NotifyError(403, 'AuthError', 'Invalid token: service not found');
  try {
    await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
  } catch {
    throw new NotifyError(403, 'AuthError', 'Invalid token: API key not found');
  }
  if (iat === undefined || Math.abs(Date.now() / 1000 - iat) > skew)
    throw new NotifyError(403, 'AuthError', 'Error: Your system clock must be accurate to within 30 seconds');
}

function claims(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    throw new NotifyError(403, 'AuthError', 'Invalid token: signature, api token is not valid');
  }
}
