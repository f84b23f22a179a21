/** How far something on the roadmap is. */
export const roadmapStates = ['considered', 'planned', 'begun', 'done', 'dropped'] as const;

export type RoadmapState = (typeof roadmapStates)[number];
