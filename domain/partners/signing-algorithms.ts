/** Signatures that partners may make and ask for: NHS login's own first, then what common relying parties use (RFC 7518 §3.1). */
export const signingAlgorithms = ['RS512', 'RS256', 'PS256', 'ES256'] as const;

export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** What the FAPI 2.0 Security Profile lets be used (§5.4.1), as far as it is among ours. */
export const fapiAlgorithms = ['PS256', 'ES256'] as const satisfies readonly SigningAlgorithm[];
