/**
 * The backends a run's log names, each once, in the order of their use: such as "tfjs-node 4.22.0 (TensorFlow 2.18.0), CPU, 2
 * threads". Every sitting logs its own, with why it was taken.
 */
export function backendsUsed(log: readonly string[]): string[] {
  return [...new Set(log.flatMap((line) => BACKEND_LINE.exec(line)?.[1] ?? []))];
}

const BACKEND_LINE = /^\S+Z Backend (\S+ .+?, .+?)\. /;
