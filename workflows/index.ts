/** Every workflow that the worker runs: the root of the workflow bundle. */
export { leadLifecycle } from './lead-lifecycle';
