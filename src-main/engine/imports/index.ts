export { importHandlers } from './handlers.ts';
export { importInto } from './import.ts';
