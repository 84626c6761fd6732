import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { STATUS_WORDS } from '#renderer/state/filter-words.ts';
import { toggleFacet, toggleFlag, useLibrary } from '#renderer/state/library.ts';
import { EmotionBadge } from '#renderer/widgets/emotion-badge.tsx';
import type { ClipFacets } from '#shared/domain/clip.ts';
import { FacetSection } from './facet-section.tsx';
import classes from './library.module.css';
import { Queues } from './queues.tsx';

/** The filter: each value with how many clips it would show. */
export function Facets({ facets }: { readonly facets: ClipFacets }) {
  const { filter, setFilter } = useLibrary();
  return (
    <aside className={classes['facets']} aria-label="Filter">
      <NameSearch />
      <Queues />
      {filter.ids !== undefined && (
        <Button
          variant="default"
          onClick={() => {
            const { ids: _, ...others } = filter;
            setFilter(others);
          }}
        >
          {filter.ids.length.toLocaleString('en')} chosen clips ✕
        </Button>
      )}
      <FacetSection
        title="Status"
        options={facets.labelledByMe.map(({ value, count }) => ({
          key: String(value),
          label: value ? 'Labelled by me' : 'Not yet labelled by me',
          count,
          isOn: filter.labelledByMe === value,
          onToggle: () => setFilter(toggleFlag(filter, 'labelledByMe', value)),
        }))}
      />
      <FacetSection
        title="My labels"
        options={statusesWorthShowing(facets).map(({ value, count }) => ({
          key: String(value),
          label: capitalised(STATUS_WORDS[value ?? 'none']),
          count,
          isOn: filter.statuses?.includes(value) ?? false,
          onToggle: () => setFilter(toggleFacet(filter, 'statuses', value)),
        }))}
      />
      <FacetSection
        title="Data set"
        options={facets.datasets.map(({ value, count }) => ({
          key: String(value),
          label: value ?? 'none given',
          count,
          isOn: filter.datasets?.includes(value) ?? false,
          onToggle: () => setFilter(toggleFacet(filter, 'datasets', value)),
        }))}
      />
      <FacetSection
        title="Emotion"
        options={facets.emotions.map(({ value, count }) => ({
          key: String(value),
          label: value ?? 'no emotion',
          content: <EmotionBadge name={value} />,
          count,
          isOn: filter.emotions?.includes(value) ?? false,
          onToggle: () => setFilter(toggleFacet(filter, 'emotions', value)),
        }))}
      />
      <FacetSection
        title="Media"
        options={facets.mediaMissing.map(({ value, count }) => ({
          key: String(value),
          label: value ? 'Missing' : 'Present',
          count,
          isOn: filter.mediaMissing === value,
          onToggle: () => setFilter(toggleFlag(filter, 'mediaMissing', value)),
        }))}
      />
      <FacetSection
        title="Split"
        options={facets.splits.map(({ value, count }) => ({
          key: String(value),
          label: value ?? 'none given',
          count,
          isOn: filter.splits?.includes(value) ?? false,
          onToggle: () => setFilter(toggleFacet(filter, 'splits', value)),
        }))}
      />
      <FacetSection
        title="Subject"
        options={facets.subjects.map(({ value, count }) => ({
          key: String(value),
          label: value ?? 'no subject',
          count,
          isOn: filter.subjects?.includes(value) ?? false,
          onToggle: () => setFilter(toggleFacet(filter, 'subjects', value)),
        }))}
      />
      <Button
        variant="subtle"
        color="gray"
        disabled={Object.keys(filter).length === 0}
        onClick={() => setFilter({})}
      >
        Show all clips
      </Button>
    </aside>
  );
}

/** Without drafts and skipped clips they would say the same as Status. */
function statusesWorthShowing({ statuses }: ClipFacets): ClipFacets['statuses'] {
  return statuses.some(({ value }) => value === 'draft' || value === 'skipped') ? statuses : [];
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const SEARCH_AFTER_MS = 250;

function NameSearch() {
  const text = useLibrary((state) => state.filter.text ?? '');
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const search = useDebouncedCallback((value: string) => {
    const { filter, setFilter } = useLibrary.getState();
    const { text: _, ...others } = filter;
    setFilter(value.trim() === '' ? others : { ...others, text: value.trim() });
  }, SEARCH_AFTER_MS);
  return (
    <TextInput
      aria-label="Part of a clip's name"
      placeholder="Part of a name"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
