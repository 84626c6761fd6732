import { z } from 'zod';
import { FAILURE_CODES } from '#shared/base/errors.ts';
import { backup, backupKind } from '#shared/domain/backup.ts';

/** One request a child: it answers with one event, and leaves. */
export const catalogRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('check'), catalog: z.string() }),
  z.object({ type: z.literal('backup'), catalog: z.string(), out: z.string().nullable(), kind: backupKind }),
]);
export type CatalogRequest = z.infer<typeof catalogRequest>;

export const catalogEvent = z.discriminatedUnion('type', [
  /** `problem` null: its pages are whole. */
  z.object({ type: z.literal('checked'), problem: z.string().nullable() }),
  z.object({ type: z.literal('backed-up'), backup }),
  z.object({
    type: z.literal('failed'),
    failure: z.object({ code: z.enum(FAILURE_CODES), message: z.string() }),
  }),
]);
export type CatalogEvent = z.infer<typeof catalogEvent>;
