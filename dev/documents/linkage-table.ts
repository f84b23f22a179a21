import { type LinkageWay, linkageProblems, linkageProblemTable } from '../../domain/linkage/linkage.js';

const ways: Record<LinkageWay, string> = {
  again: 'try again',
  contact:
    'send their email address to their NHS record, or change the one they sign in with, after which it is tried again by itself',
  paper: 'type a key from paper',
};

/** Why there may be no linkage keys, and what the person can do. */
export function linkageTable(): string {
  const rows = linkageProblems.map((code) => {
    const { meaning, ways: out } = linkageProblemTable[code];
    return `| \`${code}\` | ${meaning} | ${out.map((way) => ways[way]).join(', ') || '–'} |`;
  });
  return ['| Code | Means | The person can, besides going on without |', '| --- | --- | --- |', ...rows].join('\n');
}
