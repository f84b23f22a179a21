import type { CheckResult } from '../../domain/verification/check-results.js';

/** A check's result as the audit keeps it: codes only. */
export function auditOfCheck({ verdict, reasons, signals = [] }: CheckResult) {
  return { verdict, reasons, signals: signals.map(({ code }) => code) };
}
