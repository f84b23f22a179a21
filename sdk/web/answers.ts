/** A redirect that a form's answer may be, too. */
export function redirect(to: string, cookies: readonly string[] = []): Response {
  return withCookies(
    new Response(null, { status: 303, headers: { Location: to, 'Cache-Control': 'no-store' } }),
    cookies,
  );
}

/** The same answer with `Set-Cookie` lines; a copy, since some answers cannot be changed. */
export function withCookies(answer: Response, cookies: readonly string[]): Response {
  if (cookies.length === 0) return answer;
  const copy = new Response(answer.body, answer);
  for (const line of cookies) copy.headers.append('Set-Cookie', line);
  return copy;
}

/** An answer to a program. */
export function empty(status: number): Response {
  return new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });
}

/** @returns a language that Surety speaks: the address's, else the browser's first */
export function languageOf(request: Request): 'en' | 'cy' {
  const asked = new URL(request.url).searchParams.get('lang') ?? request.headers.get('Accept-Language') ?? '';
  return asked.toLowerCase().startsWith('cy') ? 'cy' : 'en';
}
