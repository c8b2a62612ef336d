/** Every workflow that the worker runs: the root of the workflow bundle. */
export { crmChanges, crmDelivery } from './crm-delivery';
export { leadLifecycle } from './lead-lifecycle';
