import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agreementQueries, takeSide } from '#renderer/state/agreement.ts';
import { useSaving } from '#renderer/state/labels.ts';
import { queries } from '#renderer/state/queries.ts';
import { useRaterId } from '#renderer/state/session.ts';
import type { AgreementKind, AgreementPair } from '#shared/domain/agreement.ts';
import type { GoldLabel } from '#shared/domain/gold.ts';
import type { Label } from '#shared/domain/label.ts';
import classes from './agreement.module.css';
import { FIELD_OF, valueInWords } from './question.ts';

/** The clip in focus: what everybody said side by side, the gold label that follows, and the keys that decide it. */
export function Decision({
  kind,
  clip,
  names,
}: {
  readonly kind: AgreementKind;
  readonly clip: AgreementPair['clips'][number];
  readonly names: { readonly a: string; readonly b: string };
}) {
  const raterId = useRaterId();
  const detail = useQuery(queries.clipDetail(clip.clipId, raterId, 1));
  const gold = useQuery(agreementQueries.gold(clip.clipId, raterId));
  const failure = useSaving((state) => state.undoFailure);
  const said = (detail.data?.labels ?? []).filter(({ status }) => status === 'submitted');
  return (
    <section className={classes['decision']} aria-label={`Decide ${clip.clipName}`}>
      <Text fw={600} size="sm">
        {clip.clipName}
      </Text>
      <ul className={classes['said']}>
        {said.map((label) => (
          <li key={`${label.raterId} ${label.round}`}>
            <Text size="sm" c="dimmed" truncate>
              {label.raterName}
              {label.round > 1 && `, round ${label.round}`}
            </Text>
            <Text size="sm">{labelInWords(kind, label)}</Text>
          </li>
        ))}
        <li className={classes['gold']}>
          <Text size="sm" fw={600}>
            Gold{' '}
            {gold.data?.adjudicated === true && (
              <Badge size="xs" variant="light" color="teal">
                adjudicated
              </Badge>
            )}
          </Text>
          <Text size="sm" fw={600} aria-label="Gold label">
            {goldInWords(kind, gold.data ?? null)}
          </Text>
        </li>
      </ul>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={() => void takeSide('a')}>
          As {names.a} (a)
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void takeSide('b')}>
          As {names.b} (b)
        </Button>
        <Text size="xs" c="dimmed">
          {KEY_WORDS[kind]}
        </Text>
      </Group>
      {failure !== null && (
        <Text size="sm" c="red" role="alert">
          {failure}
        </Text>
      )}
    </section>
  );
}

const OTHER_KEYS = 'Enter opens the clip; ctrl-Z takes a decision back.';
const KEY_WORDS: Readonly<Record<AgreementKind, string>> = {
  emotion: `Shift and an emotion's letter decide for another one. ${OTHER_KEYS}`,
  intensity: `Digits decide for another intensity. ${OTHER_KEYS}`,
  onset: OTHER_KEYS,
  apex: OTHER_KEYS,
  offset: OTHER_KEYS,
  'action-units': OTHER_KEYS,
};

function labelInWords(kind: AgreementKind, label: Label): string {
  const value = label[FIELD_OF[kind]];
  return value === null ? '–' : valueInWords(kind, value);
}

function goldInWords(kind: AgreementKind, gold: GoldLabel | null): string {
  if (gold === null || kind === 'action-units') return '–';
  const value = gold[kind];
  return value === null ? (gold.open ?? '–') : valueInWords(kind, value);
}
