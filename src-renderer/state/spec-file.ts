import { type RunSpec, runSpec, upgradedSpec } from '#shared/domain/run-spec.ts';

/** A spec as its file has it. */
export function specText(spec: RunSpec): string {
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** The spec of a file of this or an earlier version, or what is wrong with it, in words. */
export function specFromText(text: string): { readonly spec: RunSpec } | { readonly problem: string } {
  const value = parsedJson(text);
  if (value === undefined) return { problem: 'it is not JSON.' };
  const parsed = runSpec.safeParse(upgradedSpec(value));
  if (parsed.success) return { spec: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const field = path.join('.');
    return field === '' ? message : `${field}: ${message}`;
  });
  return { problem: problems.join('; ') };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
