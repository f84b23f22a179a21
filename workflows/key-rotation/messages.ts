/** One run makes the signing keys that are due, and destroys those whose time is over. The schedule starts one every hour. */
export const keyRotationWorkflow = 'keyRotation';

export const keyRotationScheduleId = 'key-rotation';
