import { queryOptions } from '@tanstack/react-query';
import { type CallInput, callEngine } from '#renderer/client/index.ts';
import { MEGC_CLASSES, MEGC_ENTRIES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { agreementQueries } from './agreement.ts';
import { queries, queryClient } from './queries.ts';

/** What the page of settings asks. */
export const settingsQueries = {
  subjects: () => queryOptions({ queryKey: ['subjects'], queryFn: () => callEngine('subjects.list', {}) }),
  aliases: () => queryOptions({ queryKey: ['aliases'], queryFn: () => callEngine('emotions.aliases', {}) }),
  /** Whether the catalog's pages are whole. */
  health: () => queryOptions({ queryKey: ['health'], queryFn: () => callEngine('projects.health', {}) }),
  backups: () => queryOptions({ queryKey: ['backups'], queryFn: () => callEngine('backups.list', {}) }),
};

/** Each of these rejects with the cause in words. */
export async function setBlind(blind: boolean): Promise<void> {
  queryClient.setQueryData(queries.settings().queryKey, await callEngine('projects.setBlind', { blind }));
}

export async function setMainScheme(name: string): Promise<void> {
  queryClient.setQueryData(
    agreementQueries.schemes().queryKey,
    await callEngine('schemes.setMain', { name }),
  );
}

/** The three classes of MEGC 2019 and the map that leads to them from the scheme of that name. */
export async function addMegcMap(from: string): Promise<void> {
  await callEngine('schemes.add', { name: MEGC_SCHEME, emotions: [...MEGC_CLASSES] });
  const schemes = await callEngine('schemes.putClassMap', {
    name: MEGC_SCHEME,
    from,
    to: MEGC_SCHEME,
    entries: { ...MEGC_ENTRIES },
  });
  queryClient.setQueryData(agreementQueries.schemes().queryKey, schemes);
}

/** A map from the scheme `from` to a scheme of the map's own name, which is made of the classes it leads to. */
export async function putClassMap(
  name: string,
  from: string,
  entries: Readonly<Record<string, string | null>>,
): Promise<void> {
  const classes = [...new Set(Object.values(entries))].filter((to) => to !== null);
  await callEngine('schemes.add', { name, emotions: classes });
  const schemes = await callEngine('schemes.putClassMap', { name, from, to: name, entries: { ...entries } });
  queryClient.setQueryData(agreementQueries.schemes().queryKey, schemes);
}

export async function putAlias(alias: string, emotion: string): Promise<void> {
  const aliases = await callEngine('emotions.putAlias', { alias, emotion });
  queryClient.setQueryData(settingsQueries.aliases().queryKey, aliases);
}

export async function setAttribute(request: CallInput<'subjects.setAttribute'>): Promise<void> {
  const subjects = await callEngine('subjects.setAttribute', request);
  queryClient.setQueryData(settingsQueries.subjects().queryKey, subjects);
}

export async function putRecipe(recipe: CallInput<'gold.putRecipe'>): Promise<void> {
  queryClient.setQueryData(queries.recipes().queryKey, await callEngine('gold.putRecipe', recipe));
}

export async function removeRecipe(name: string): Promise<void> {
  queryClient.setQueryData(queries.recipes().queryKey, await callEngine('gold.removeRecipe', { name }));
}

export async function makeBackup(): Promise<void> {
  await callEngine('backups.make', { file: null });
  await queryClient.invalidateQueries({ queryKey: settingsQueries.backups().queryKey });
}
