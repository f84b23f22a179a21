import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { day } from '../../domain/clock.js';

/** A key and its certificate, in PEM; `file` is where the certificate lies, for programs that are to trust it. */
export interface Certificate {
  key: string;
  cert: string;
  file: string;
}

/** Browsers refuse certificates that are valid for longer than 398 days. */
const validFor = 365 * day;
const renewedBefore = 30 * day;

/** The self-signed certificate of a folder for an IP address, `localhost` besides; a new one where it is for another, or runs out soon. */
export async function keptCertificate(folder: string, address: string): Promise<Certificate> {
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  if (existsSync(keyFile) && existsSync(file)) {
    const kept = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8'), file };
    if (isFor(kept.cert, address)) return kept;
  }
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: `Surety development ${address}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + validFor),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyFile, made.private, { mode: 0o600 });
  writeFileSync(file, made.cert);
  return { key: made.private, cert: made.cert, file };
}

function isFor(cert: string, address: string): boolean {
  const certificate = new X509Certificate(cert);
  const runsOut = Date.parse(certificate.validTo) - renewedBefore;
  return certificate.checkIP(address) !== undefined && runsOut > Date.now();
}
