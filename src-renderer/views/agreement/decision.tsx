import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { agreementQueries, takeSide } from '#renderer/state/agreement.ts';
import { useSaving } from '#renderer/state/labels.ts';
import { queries } from '#renderer/state/queries.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import type { AgreementKind, AgreementPair } from '#shared/domain/agreement.ts';
import type { GoldLabel } from '#shared/domain/gold.ts';
import type { Label } from '#shared/domain/label.ts';
import { ADJUDICATED } from '#shared/domain/rater.ts';
import classes from './agreement.module.css';
import { FIELD_OF, valueInWords } from './question.ts';
import { useKeysInWords } from './use-keys-in-words.ts';

/** The clip in focus: what everybody said side by side, the gold label that follows, and the keys that decide it. */
export function Decision({
  kind,
  classMap,
  clip,
  names,
}: {
  readonly kind: AgreementKind;
  readonly classMap: string | null;
  readonly clip: AgreementPair['clips'][number];
  readonly names: { readonly a: string; readonly b: string };
}) {
  const raterId = useRaterId();
  const detail = useQuery(queries.clipDetail(clip.clipId, raterId, useRound()));
  const gold = useQuery(agreementQueries.gold(clip.clipId, raterId));
  const hint = useKeyHint();
  const keysInWords = useKeysInWords();
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
            {clip.adjudicated && (
              <Badge size="xs" variant="light" color="teal">
                adjudicated
              </Badge>
            )}
          </Text>
          <Text size="sm" fw={600} aria-label="Gold label">
            {kind === 'action-units' ? decidedUnits(said) : goldInWords(kind, gold.data ?? null)}
          </Text>
        </li>
      </ul>
      <Group gap="xs">
        {(['a', 'b'] as const).map((side) => (
          <Button
            key={side}
            size="compact-sm"
            variant="default"
            disabled={classMap !== null}
            onClick={() => void takeSide(side)}
          >
            {hint(`As ${names[side]}`, `dispute.take-${side}`)}
          </Button>
        ))}
        <Text size="xs" c="dimmed">
          {classMap !== null && 'These are classes of the map: decide by an emotion, or without a map. '}
          {keysInWords(kind)}
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

function labelInWords(kind: AgreementKind, label: Label): string {
  const value = label[FIELD_OF[kind]];
  return value === null ? '–' : valueInWords(kind, value);
}

/** No gold label has action units: what was decided is shown itself. */
function decidedUnits(said: readonly Label[]): string {
  return said.find(({ raterName }) => raterName === ADJUDICATED)?.actionUnits ?? '–';
}

function goldInWords(kind: Exclude<AgreementKind, 'action-units'>, gold: GoldLabel | null): string {
  if (gold === null) return '–';
  const value = gold[kind];
  return value === null ? (gold.open ?? '–') : valueInWords(kind, value);
}
