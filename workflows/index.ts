/** Every workflow of the `journeys` task queue: what the bundle is made from. */
export { closure } from './closure/workflow.js';
export { contactChange } from './contact-change/workflow.js';
export { contactUpdate } from './contact-update/workflow.js';
export { delegation } from './delegation/workflow.js';
export { dropOffWatch } from './drop-off-watch/workflow.js';
export { insightRollUp } from './insight-roll-up/workflow.js';
export { keyRotation } from './key-rotation/workflow.js';
export { linkage } from './linkage/workflow.js';
export { logoutDelivery } from './logout-delivery/workflow.js';
export { messageDelivery } from './message-delivery/workflow.js';
export { monthlyReport } from './monthly-report/workflow.js';
export { newsMailing } from './news-mailing/workflow.js';
export { recovery } from './recovery/workflow.js';
export { registration } from './registration/workflow.js';
export { reseal } from './reseal/workflow.js';
export { verification } from './verification/workflow.js';
export { webhookDelivery } from './webhook-delivery/workflow.js';
