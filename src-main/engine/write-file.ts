import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

/** The file is there with all of `content`, on disk, or as it was before. */
export function writeFileAtomically(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const BLOCK_CHARACTERS = 1 << 20;

/** The same for content in pieces, which is written a block at a time. */
export async function writeChunksAtomically(file: string, chunks: Iterable<string>): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      for (const block of blocksOf(chunks)) await handle.writeFile(block);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function* blocksOf(chunks: Iterable<string>): Generator<string> {
  let block: string[] = [];
  let characters = 0;
  for (const chunk of chunks) {
    block.push(chunk);
    characters += chunk.length;
    if (characters < BLOCK_CHARACTERS) continue;
    yield block.join('');
    block = [];
    characters = 0;
  }
  yield block.join('');
}
