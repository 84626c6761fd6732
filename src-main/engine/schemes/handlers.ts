import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { ClassMap } from '#shared/domain/scheme.ts';
import type { Handlers } from '../context.ts';

export const schemeHandlers = {
  'schemes.list': (_, context) => listSchemes(context.project().catalog),
  'schemes.add': ({ name, emotions }, context) => {
    const { catalog } = context.project();
    catalog.write.schemes.add(name, emotions);
    return listSchemes(catalog);
  },
  'schemes.setMain': ({ name }, context) => {
    const { catalog } = context.project();
    const { write } = catalog;
    write.transaction(() => {
      write.schemes.setMain(name);
      write.labels.refreshSummaries();
    });
    return listSchemes(catalog);
  },
  'schemes.putClassMap': (map, context) => {
    const { catalog } = context.project();
    requireTwoSchemes(map);
    const { write } = catalog;
    write.transaction(() => {
      write.schemes.putClassMap(map);
      write.labels.refreshSummaries();
    });
    return listSchemes(catalog);
  },
} satisfies Partial<Handlers>;

function listSchemes({ read }: Catalog): CallOutput<'schemes.list'> {
  return { schemes: read.schemes.list(), classMaps: read.schemes.classMaps() };
}

function requireTwoSchemes({ name, from, to }: ClassMap): void {
  if (from.toLowerCase() !== to.toLowerCase()) return;
  throw new OnsetError(
    'bad-input',
    `The map ${name} leads from the scheme ${from} to itself: name another to lead to.`,
  );
}
