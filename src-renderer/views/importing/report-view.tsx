import { Table, Text } from '@mantine/core';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import type { ImportReport } from '#shared/domain/import.ts';
import classes from './importing.module.css';
import { type ColumnChoice, MissingColumns } from './missing-columns.tsx';
import { readingInWords } from './reading.ts';
import { SkippedList } from './skipped-list.tsx';

/** What an import found, would add or added, and skipped; columns that are missing can be chosen. */
export function ReportView({
  report,
  isDone,
  onColumns,
}: {
  readonly report: ImportReport;
  readonly isDone: boolean;
  readonly onColumns: (choice: ColumnChoice) => void;
}) {
  return (
    <>
      {report.missingColumns.length > 0 && <MissingColumns report={report} onChoose={onColumns} />}
      <Counts report={report} isDone={isDone} />
      <Reading report={report} />
      {report.examples.length > 0 && <Examples examples={report.examples} />}
      <SkippedList skipped={report.skipped} isDone={isDone} />
    </>
  );
}

function Counts({ report, isDone }: { readonly report: ImportReport; readonly isDone: boolean }) {
  const { added } = report;
  const nothing = report.missingColumns.length === 0 && !report.isNews;
  return (
    <Table withRowBorders={false} verticalSpacing={2} className={classes['counts'] ?? ''} aria-label="Counts">
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          <Table.Th>Clips</Table.Th>
          <Table.Th>Frames</Table.Th>
          <Table.Th>Labels</Table.Th>
          <Table.Th>Subjects</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <CountRow title="Found" counts={report} subjects={report.subjects} />
        <CountRow title={isDone ? 'Added' : 'Would add'} counts={added} subjects={null} />
      </Table.Tbody>
      <Table.Caption className={classes['note'] ?? ''}>
        {nothing && !isDone && 'All of it is in the project already: there is nothing to add. '}
        {report.missingMedia > 0 && `${report.missingMedia} clips have no media: they are kept and marked.`}
      </Table.Caption>
    </Table>
  );
}

function CountRow({
  title,
  counts,
  subjects,
}: {
  readonly title: string;
  readonly counts: { readonly clips: number; readonly frames: number; readonly labels: number };
  readonly subjects: number | null;
}) {
  return (
    <Table.Tr>
      <Table.Th>{title}</Table.Th>
      <Table.Td>{counts.clips.toLocaleString('en')}</Table.Td>
      <Table.Td>{counts.frames.toLocaleString('en')}</Table.Td>
      <Table.Td>{counts.labels.toLocaleString('en')}</Table.Td>
      <Table.Td>{subjects === null ? '' : subjects.toLocaleString('en')}</Table.Td>
    </Table.Tr>
  );
}

/** Classes, and how the source was read. */
function Reading({ report }: { readonly report: ImportReport }) {
  return (
    <div className={classes['reading']}>
      <ul className={classes['classes']} aria-label="Emotions found">
        {Object.entries(report.classes).map(([name, count]) => (
          <li key={name}>
            <EmotionBadge name={name} />{' '}
            <span className={classes['count']}>{count.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
      {readingInWords(report).map((line) => (
        <Text key={line} size="xs" c="dimmed">
          {line}
        </Text>
      ))}
    </div>
  );
}

function Examples({ examples }: { readonly examples: ImportReport['examples'] }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        Examples
      </Text>
      <Table verticalSpacing={3} fz="xs" layout="fixed" aria-label="Examples">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="24%">Clip</Table.Th>
            <Table.Th w="14%">Subject</Table.Th>
            <Table.Th w="18%">Emotion</Table.Th>
            <Table.Th w="10%">Frames</Table.Th>
            <Table.Th>First file</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {examples.map((example) => (
            <Table.Tr key={`${example.subject}/${example.clip}`}>
              <Table.Td className={classes['cut'] ?? ''}>{example.clip}</Table.Td>
              <Table.Td className={classes['cut'] ?? ''}>{example.subject ?? '–'}</Table.Td>
              <Table.Td>
                <EmotionBadge name={example.emotion} />
              </Table.Td>
              <Table.Td>{example.frames}</Table.Td>
              <Table.Td className={classes['cut'] ?? ''} title={example.firstFile ?? undefined}>
                {example.firstFile ?? 'no media'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
