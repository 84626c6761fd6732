import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface NvidiaCard {
  readonly name: string;
  readonly memoryMiB: number | null;
}

const ANSWER_LIMIT_MS = 10_000;

/** The first NVIDIA card as its driver's own tool names it; null where there is no card, no driver, or it is hidden from CUDA. */
export function findNvidiaCard(env: NodeJS.ProcessEnv = process.env): NvidiaCard | null {
  if (env['CUDA_VISIBLE_DEVICES'] === '' || env['CUDA_VISIBLE_DEVICES'] === '-1') return null;
  const { status, stdout } = spawnSync(
    'nvidia-smi',
    ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'],
    { env, encoding: 'utf8', timeout: ANSWER_LIMIT_MS, windowsHide: true },
  );
  const named = status === 0 ? readCard(stdout) : null;
  if (named !== null) return named;
  // A container may have the driver without its tool.
  return existsSync('/proc/driver/nvidia/version') ? { name: 'NVIDIA card', memoryMiB: null } : null;
}

/** The first line of nvidia-smi's table of name and memory (MiB, or `[N/A]`); null for an empty one. */
export function readCard(table: string): NvidiaCard | null {
  const match = /^(.+?), *(\S+)/m.exec(table);
  if (match === null) return null;
  const memoryMiB = Number(match[2]);
  return { name: match[1] ?? '', memoryMiB: Number.isFinite(memoryMiB) ? memoryMiB : null };
}
