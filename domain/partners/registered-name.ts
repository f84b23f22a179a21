/** What people read on Surety's pages is at most as long. */
const longest = 100;

/** What is wrong with a service's name: 1 to 100 visible characters, none that would look like markup. */
export function nameProblem(name: string): 'name_missing' | 'name_too_long' | 'name_characters' | undefined {
  if (name.trim() === '') return 'name_missing';
  if (name.length > longest) return 'name_too_long';
  return /[\p{Cc}\p{Cf}<>]/u.test(name) ? 'name_characters' : undefined;
}
