/** What a caseworker may attach for somebody who cannot send it: either side of a document, or a picture of the person. */
export const attachedKinds = ['front', 'back', 'portrait'] as const;
