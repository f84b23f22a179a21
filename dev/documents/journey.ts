import { type Step, type StepRow, steps } from '../../domain/journey/steps.js';

const stages = ['sign-in', 'register', 'details', 'document', 'face', 'review', 'end'] as const;

/** With a prefix: `end` alone is a word of Mermaid's own. */
const stageId = (stage: string) => `stage_${stage.replaceAll('-', '_')}`;

/** The steps as a table: page, stage, exits. */
export function stepTable(): string {
  const rows = (Object.entries(steps) as [Step, StepRow][]).map(
    ([step, { family, page, stage, exits }]) =>
      `| ${step} | ${stage} | \`/${family}/…/${page}\` | ${exits.join(', ')} |`,
  );
  return ['| Step | Stage | Page | Ways back |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The way in short as a Mermaid graph: the stages, each with the number of its steps, from the partner and back. */
export function wayDiagram(): string {
  const rows = Object.values(steps) as StepRow[];
  const boxes = stages.map((stage) => {
    const count = rows.filter((row) => row.stage === stage).length;
    return `${stageId(stage)}["${stage}<br>${count} ${count === 1 ? 'step' : 'steps'}"]`;
  });
  return [
    '```mermaid',
    'graph LR',
    `  partner(["the partner’s entry page"]) --> ${boxes.join(' --> ')}`,
    ...stages.map((stage) => `  ${stageId(stage)} -.-> partner`),
    '```',
  ].join('\n');
}

/** The journey as a Mermaid graph: the stages in order with their steps, and the ways back to the partner. */
export function journeyDiagram(): string {
  const stepId = (step: string) => `s_${step.replaceAll('-', '_')}`;
  const all = Object.entries(steps) as [Step, StepRow][];
  const groups = stages.flatMap((stage) => [
    `  subgraph ${stageId(stage)}["${stage}"]`,
    ...all.filter(([, row]) => row.stage === stage).map(([step]) => `    ${stepId(step)}["${step}"]`),
    '  end',
  ]);
  const order = stages.slice(1).map((stage, index) => `  ${stageId(stages[index] ?? '')} --> ${stageId(stage)}`);
  const back = stages.map((stage) => {
    const exits = new Set(all.filter(([, row]) => row.stage === stage).flatMap(([, row]) => row.exits));
    return `  ${stageId(stage)} -. "${[...exits].sort().join(', ')}" .-> partner`;
  });
  return [
    '```mermaid',
    'graph LR',
    '  partner(["the partner’s entry page"]) --> stage_sign_in',
    ...groups,
    ...order,
    ...back,
    '```',
  ].join('\n');
}
