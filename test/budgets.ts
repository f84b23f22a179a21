/** How much of something: so many exactly, or from so many to so many where it also depends on what is remembered for a while. */
export type Amount = number | readonly [least: number, most: number];

/**
 * What each operation may cost, in counts: they are the same on every machine, as times are not (those are in `bench/`). A test that does
 * the operation compares (`test/support/store/within-budget.ts`). It fails where that costs more, and also where it costs less, so that this
 * file stays true. Who makes something dearer changes its line, where a reviewer sees it.
 *
 * - `reads`, `writes`: commands to the database, each a way there and back, of api, workflows and activities together, until the last
 *   message about it is sent. A partner's registration and its share of the limits are remembered for a while: hence one more or less
 * - `updates`, `activities`: of Temporal; local activities are none of the latter
 * - `events`, `bytes`: of the workflow's history, sealed as it is stored
 */
export const budgets = {
  'sign-in by pages': { reads: [22, 23], writes: 10 },
  'sign-in by session': { reads: [2, 3], writes: 3 },
  'sign-in by session, with userinfo': { reads: [5, 6], writes: 3 },
  'sign-in by a partner’s word': { reads: [3, 4], writes: [4, 5] },
  'sign-in, the provider alone': { reads: [4, 5], writes: 5 },

  'status poll': { reads: 1, writes: 0 },
  'status poll, unchanged': { reads: 1, writes: 0 },
  'webhook: a change told': { reads: 6, writes: 9 },

  // A journey from nothing to P9 is these one after the other, and an answer to "for whom?" or two.
  'registering: email and its code': { reads: [22, 24], writes: 15 },
  'registering: password, terms, mobile and its code': { reads: [33, 35], writes: 16 },
  'P5: details typed': { reads: 28, writes: 3 },
  'P5: details confirmed, traced, and the level reached': { reads: [37, 39], writes: [17, 19] },
  'P5: back at the partner, with claims': { reads: [32, 36], writes: [11, 14] },
  // Some cases that a machine passed are drawn for people to look at again: one write more.
  'P9: a photo of a document, checked': { reads: [18, 19], writes: 7 },
  'P9: a face scan, checked, and the level reached': { reads: [49, 53], writes: [20, 22] },

  // The goals of a journey from nothing to P9 are 14 Updates and 16 activities.
  'registration, of Temporal': { updates: 3, activities: 2, events: [43, 53], bytes: [8_500, 10_500] },
  'verification to P9, of Temporal': { updates: 4, activities: 3, events: [51, 63], bytes: [9_000, 11_500] },

  'desk: the queue': { reads: 7, writes: 1 },
  'desk: starting the next case': { reads: 2, writes: 4 },
  'desk: a case before a checker': { reads: 6, writes: 2 },
  'desk: a decision': { reads: 4, writes: 3 },

  'dashboard: conversion': { reads: 9, writes: 1 },
  'dashboard: releases': { reads: 5, writes: 1 },
  'dashboard: growth': { reads: 6, writes: 1 },
  'dashboard: health': { reads: 5, writes: 1 },
} as const satisfies Record<string, Readonly<Record<string, Amount>>>;

export type Operation = keyof typeof budgets;
