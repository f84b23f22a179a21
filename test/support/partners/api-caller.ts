export type Json = Record<string, unknown>;

/** One partner's calls to the partner API of an app in this process. A body that is a text is sent as it is. */
export function apiCaller(issuer: string, token: string) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${issuer}/partner/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const json = (text && isJson ? JSON.parse(text) : {}) as Json;
    return { response, status: response.status, json, code: json.code };
  };
}

export type ApiCaller = ReturnType<typeof apiCaller>;
