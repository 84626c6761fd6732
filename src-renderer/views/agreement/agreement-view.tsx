import { Alert, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { AGREEMENT_COMMANDS, decideEmotionCommands } from '#renderer/commands/agreement.ts';
import { useCommands } from '#renderer/commands/registry.ts';
import { agreementQueries, resampleReport } from '#renderer/state/agreement.ts';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { useEmotions } from '#renderer/state/queries.ts';
import { useRemembered } from '#renderer/state/remember.ts';
import { useRaterId } from '#renderer/state/session.ts';
import { useLongTask } from '#renderer/state/tasks.ts';
import splitPage from '#renderer/widgets/split-page.module.css';
import { EmptyState, FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { AgreementReport, AgreementRequest } from '#shared/domain/agreement.ts';
import { FiguresTable } from './figures-table.tsx';
import { PairMatrix } from './pair-matrix.tsx';
import { PairPanel } from './pair-panel.tsx';
import {
  comparedPair,
  FIRST_QUESTION,
  type Question,
  question as questionSchema,
  toRequest,
} from './question.ts';
import { QuestionBar } from './question-bar.tsx';
import { RaterBiases } from './rater-biases.tsx';
import { type MadeReport, reportToShow } from './report-to-show.ts';

/** How far the raters agree, at the left; the clips on which two of them differ, at the right. */
export function AgreementView() {
  const [question, setQuestion] = useRemembered('agreement', questionSchema, FIRST_QUESTION);
  const filtered = useFilteredClipIds();
  const raterId = useRaterId();
  const request = useMemo(() => toRequest(question, filtered, raterId), [question, filtered, raterId]);
  const report = useQuery({ ...agreementQueries.report(request), placeholderData: (before) => before });
  const intervals = useIntervals(request, report.isPlaceholderData ? null : (report.data ?? null));
  const emotions = useEmotions().data;
  useCommands('Agreement', AGREEMENT_COMMANDS);
  useCommands(
    'Deciding for an emotion',
    useMemo(() => decideEmotionCommands(emotions ?? []), [emotions]),
  );
  return (
    <div className={splitPage['page']}>
      <QuestionBar question={question} onChange={setQuestion} onIntervals={intervals.start} />
      {intervals.failure !== null && (
        <Text size="sm" c="red" role="alert">
          {intervals.failure}
        </Text>
      )}
      {report.isPending && <LoadingState what="Comparing the raters" />}
      {report.isError && (
        <FailedState
          title="The raters could not be compared"
          reason={report.error.message}
          onRetry={() => void report.refetch()}
        />
      )}
      {report.isSuccess && (
        <Body
          request={request}
          report={intervals.report ?? report.data}
          isOld={report.isPlaceholderData}
          question={question}
          onChange={setQuestion}
        />
      )}
    </div>
  );
}

/** Intervals that take resampling, asked for by a button; the top bar tells how far they are. `plain`: the report without them; null until it is there. */
function useIntervals(request: AgreementRequest, plain: AgreementReport | null) {
  const task = useLongTask();
  const [made, setMade] = useState<MadeReport | null>(null);
  const key = JSON.stringify(request);
  const start = async (of: AgreementReport) => {
    const report = await task.start((taskId) => resampleReport(request, taskId));
    if (report !== null) setMade({ key, of, report });
  };
  return {
    failure: task.failure,
    /** Null while there is nothing to ask, or it is asked. */
    start: plain === null || task.isRunning ? null : () => void start(plain),
    report: plain === null ? null : reportToShow(plain, made, key),
  };
}

function Body({
  request,
  report,
  isOld,
  question,
  onChange,
}: {
  readonly request: AgreementRequest;
  readonly report: AgreementReport;
  /** Whether the report answers the question before, and the new answer is on its way. */
  readonly isOld: boolean;
  readonly question: Question;
  readonly onChange: (question: Question) => void;
}) {
  const loading = <LoadingState what="Comparing the raters" />;
  if (report.pairs.length === 0 && isOld) return loading;
  if (report.pairs.length === 0)
    return (
      <EmptyState
        icon={<IconArrowsDiff size={32} stroke={1.2} aria-hidden />}
        title="Nobody to compare yet"
        action={{
          label: 'Go to the library',
          onClick: () => useNavigation.getState().go({ view: 'library' }),
        }}
      >
        Two raters must have submitted labels of the same clips. {report.notes.join(' ')}
      </EmptyState>
    );
  const chosen = question.pair === null ? null : comparedPair(report, question.pair);
  const pair = chosen ?? report.pairs[0] ?? null;
  return (
    <div className={splitPage['columns']}>
      <div className={splitPage['figures']} inert={isOld}>
        <PairMatrix
          report={report}
          selected={pair}
          onSelect={(chosen) => onChange({ ...question, pair: chosen, focus: null })}
        />
        <FiguresTable title={extentInWords(report)} figures={report.figures} />
        <RaterBiases raters={report.raters} />
        {report.notes.map((note) => (
          <Alert key={note} variant="light" p="xs">
            {note}
          </Alert>
        ))}
      </div>
      {isOld && loading}
      {pair !== null && !isOld && (
        <PairPanel
          key={`${pair.a} ${pair.b}`}
          request={request}
          report={report}
          pair={pair}
          focus={question.focus}
          onFocus={(focus) => onChange({ ...question, pair: { a: pair.a, b: pair.b }, focus })}
        />
      )}
    </div>
  );
}

/** Such as `20 clips of 4 subjects`; subjects are left out where none is known. */
function extentInWords({ clips, subjects }: AgreementReport): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return subjects === 0 ? count(clips, 'clip') : `${count(clips, 'clip')} of ${count(subjects, 'subject')}`;
}
