import { hashPassword, passwordIsRight } from '../ui/http/passwords.js';

/** Milliseconds of CPU that one password costs, as the api compares it. */
export async function passwordCpu(): Promise<number> {
  const hashed = await hashPassword('seven green bottles');
  const before = process.cpuUsage();
  for (let time = 0; time < 20; time++) await passwordIsRight(hashed, 'seven green bottles');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 20_000;
}
