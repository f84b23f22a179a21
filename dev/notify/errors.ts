/** An answer in Notify's form: `{ status_code, errors: [{ error, message }] }`. */
export class NotifyError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
  ) {
    super(message);
  }

  get body() {
    return { status_code: this.status, errors: [{ error: this.error, message: this.message }] };
  }
}

/** What Notify says with a status that the simulator was told to answer with. */
export const notifyFault = (status: number) => {
  const names: Record<number, string> = { 400: 'BadRequestError', 403: 'AuthError', 429: 'RateLimitError' };
  return new NotifyError(status, names[status] ?? 'Exception', 'Told to fail').body;
};
