import { Button, MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agreementQueries } from '#renderer/state/agreement.ts';
import { queries } from '#renderer/state/queries.ts';
import splitPage from '#renderer/widgets/split-page.module.css';
import { agreementKind } from '#shared/domain/agreement.ts';
import { raterId } from '#shared/domain/ids.ts';
import { isCounted } from '#shared/domain/rater.ts';
import { KIND_WORDS, MOST_ROUNDS, type Question, roundOf } from './question.ts';

const NO_MAP = '';

/** What is compared: which part of the labels, of whom, on which clips. */
export function QuestionBar({
  question,
  onChange,
  onIntervals,
}: {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
  /** Null while they are being computed. */
  readonly onIntervals: (() => void) | null;
}) {
  const raters = useQuery(queries.raters()).data ?? [];
  const maps = useQuery(agreementQueries.schemes()).data?.classMaps ?? [];
  const change = (part: Partial<Question>) => onChange({ ...question, pair: null, focus: null, ...part });
  return (
    <div className={splitPage['head']}>
      <Select
        label="Compare"
        size="xs"
        w={130}
        allowDeselect={false}
        value={question.kind}
        data={agreementKind.options.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
        onChange={(kind) => change({ kind: agreementKind.parse(kind) })}
      />
      <MultiSelect
        label="Raters"
        size="xs"
        w={300}
        clearable
        placeholder={(question.raters ?? []).length === 0 ? 'all people and sources' : ''}
        value={(question.raters ?? []).map(String)}
        data={raters
          .filter(({ kind }) => isCounted(kind))
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(ids) =>
          change({ raters: ids.length === 0 ? null : ids.map((id) => raterId.parse(Number(id))) })
        }
      />
      <Select
        label="Clips"
        size="xs"
        w={150}
        allowDeselect={false}
        value={question.scope}
        data={[
          { value: 'all', label: 'all' },
          { value: 'filter', label: "the library's filter" },
        ]}
        onChange={(scope) => change({ scope: scope === 'filter' ? 'filter' : 'all' })}
      />
      <NumberInput
        label="Round"
        size="xs"
        w={130}
        min={1}
        max={MOST_ROUNDS}
        allowDecimal={false}
        clampBehavior="strict"
        placeholder="each one's latest"
        value={question.round ?? ''}
        onChange={(round) => change({ round: roundOf(round) })}
      />
      {question.kind === 'emotion' && maps.length > 0 && (
        <Select
          label="Class map"
          size="xs"
          w={150}
          allowDeselect={false}
          value={question.classMap ?? NO_MAP}
          data={[{ value: NO_MAP, label: 'none' }, ...maps.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(name) => change({ classMap: name === null || name === NO_MAP ? null : name })}
        />
      )}
      <Button size="xs" variant="default" disabled={onIntervals === null} onClick={() => onIntervals?.()}>
        Intervals by resampling
      </Button>
    </div>
  );
}
