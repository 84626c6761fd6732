import { Badge, Button, Table, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { BackendReport } from '#shared/domain/backend.ts';
import classes from './doctor.module.css';

export function BackendTable({ reports }: { readonly reports: readonly BackendReport[] }) {
  return (
    <Table verticalSpacing={6} aria-label="Backends">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>backend</Table.Th>
          <Table.Th>there</Table.Th>
          <Table.Th>version</Table.Th>
          <Table.Th>device</Table.Th>
          <Table.Th>memory</Table.Th>
          <Table.Th>why not, and what mends it</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reports.map((report) => (
          <BackendRow key={report.name} report={report} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function BackendRow({ report }: { readonly report: BackendReport }) {
  const { name, version, device, memoryMiB, whyNot, fix } = report;
  return (
    <Table.Tr>
      <Table.Td fw={600}>{name}</Table.Td>
      <Table.Td>
        <Presence report={report} />
      </Table.Td>
      <Table.Td>{version ?? '–'}</Table.Td>
      <Table.Td>{device ?? '–'}</Table.Td>
      <Table.Td className={classes['number']}>{memoryMiB === null ? '–' : inGiB(memoryMiB)}</Table.Td>
      <Table.Td>
        {whyNot !== null && <Text size="sm">{whyNot}</Text>}
        {fix !== null && <Command text={fix} />}
      </Table.Td>
    </Table.Tr>
  );
}

/** There or not, used or not, and whether anybody has seen it work on such a machine. */
function Presence({ report }: { readonly report: BackendReport }) {
  if (!report.available)
    return (
      <Badge variant="light" color="gray">
        not there
      </Badge>
    );
  return (
    <div className={classes['badges']}>
      <Badge variant={report.chosen ? 'filled' : 'light'} color="teal">
        {report.chosen ? 'used' : 'there'}
      </Badge>
      {!report.verified && (
        <Badge variant="light" color="yellow" title="Nobody has seen it train on a machine like this one.">
          unverified
        </Badge>
      )}
    </div>
  );
}

/** Selects the command and copies it; the selection stays, for a system that lets no program copy. */
function Command({ text }: { readonly text: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    field.current?.select();
    // The clipboard's own interface asks for a permission, and the desktop window denies every one.
    setCopied(document.execCommand('copy'));
  };
  return (
    <div className={classes['command']}>
      <TextInput
        ref={field}
        readOnly
        value={text}
        aria-label="Command that mends it"
        className={classes['commandText'] ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button size="compact-xs" variant="default" onClick={copy} aria-label={`Copy ${text}`}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

const inGiB = (mib: number) => `${(mib / 1024).toFixed(1)} GiB`;
