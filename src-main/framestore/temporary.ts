/** Where process `pid` writes `file` until it is whole. */
export function temporaryOf(file: string, pid: number): string {
  return `${file}.${pid}.tmp`;
}

/** The process that writes, or wrote, the temporary file of this name; null where the name is of none. */
export function writerOf(name: string): number | null {
  const match = /\.(\d+)\.tmp$/.exec(name);
  return match === null ? null : Number(match[1]);
}
