import {
  type ReasonTelling,
  type ReasonTopic,
  reasons,
  reasonsVersion,
  reasonTable,
} from '../../domain/journey/reasons.js';
import { wordList } from '../../ui/words/words.js';

const topics: readonly (readonly [ReasonTopic, string])[] = [
  ['details', 'Details and PDS trace'],
  ['photo', 'Photos'],
  ['document', 'Documents'],
  ['face', 'Face and liveness'],
  ['review', 'Review by a caseworker'],
  ['end', 'Ends'],
];

/** The reasons by topic, with what partners and people read. */
export function reasonsTables(): string {
  const [en, cy] = [wordList('words', 'en'), wordList('words', 'cy')];
  const person: Record<ReasonTelling, (code: string) => string> = {
    advice: (code) => `${en[`reason.${code}`]}<br>${cy[`reason.${code}`]}`,
    page: () => 'A page of its own',
    unsaid: () => 'Nothing of it',
  };
  const rows = (topic: ReasonTopic) =>
    reasons
      .filter((code) => reasonTable[code].about === topic)
      .map((code) => {
        const { since, meaning, person: telling } = reasonTable[code];
        return `| \`${code}\` | ${since} | ${meaning} | ${person[telling](code)} |`;
      });
  return [
    `This is version ${reasonsVersion} of the list.`,
    ...topics.flatMap(([topic, title]) => [
      `\n## ${title}\n`,
      '| Code | Since | Means | The person reads |\n| --- | --- | --- | --- |',
      ...rows(topic),
    ]),
  ].join('\n');
}
