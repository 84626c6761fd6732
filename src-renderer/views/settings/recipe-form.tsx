import { Button, Group, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agreementQueries } from '#renderer/state/agreement.ts';
import { queries } from '#renderer/state/queries.ts';
import { DEFAULT_RECIPE, type GoldRecipe, goldRecipe } from '#shared/domain/gold.ts';
import { isCounted } from '#shared/domain/rater.ts';

export const INTENSITY_WORDS: Readonly<Record<GoldRecipe['intensity'], string>> = {
  mean: 'mean',
  median: 'median',
  ewe: 'EWE',
};
export const EMOTION_WORDS: Readonly<Record<GoldRecipe['emotion'], string>> = {
  majority: 'majority',
  'mean-distribution': 'mean distribution',
};
export const MARK_WORDS: Readonly<Record<GoldRecipe['marks'], string>> = {
  'first-source': 'the first sheet that has them, else the median',
  median: 'the median of all',
};

const { intensity, emotion, marks } = goldRecipe.shape;

/** A new recipe; what is left empty leaves nobody out. */
export function RecipeForm({ onAdd }: { readonly onAdd: (name: string, recipe: GoldRecipe) => void }) {
  const raters = useQuery(queries.raters()).data ?? [];
  const maps = useQuery(agreementQueries.schemes()).data?.classMaps ?? [];
  const [name, setName] = useState('');
  const [recipe, setRecipe] = useState<GoldRecipe>(DEFAULT_RECIPE);
  const change = (part: Partial<GoldRecipe>) => setRecipe({ ...recipe, ...part });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(name, recipe);
        setName('');
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Name"
          size="xs"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Intensity"
          size="xs"
          w={100}
          allowDeselect={false}
          value={recipe.intensity}
          data={intensity.options.map((value) => ({ value, label: INTENSITY_WORDS[value] }))}
          onChange={(value) => change({ intensity: intensity.parse(value) })}
        />
        <Select
          label="Emotion"
          size="xs"
          w={150}
          allowDeselect={false}
          value={recipe.emotion}
          data={emotion.options.map((value) => ({ value, label: EMOTION_WORDS[value] }))}
          onChange={(value) => change({ emotion: emotion.parse(value) })}
        />
        <Select
          label="Onset, apex, offset"
          size="xs"
          w={290}
          allowDeselect={false}
          value={recipe.marks}
          data={marks.options.map((value) => ({ value, label: MARK_WORDS[value] }))}
          onChange={(value) => change({ marks: marks.parse(value) })}
        />
        <MultiSelect
          label="Raters"
          size="xs"
          w={240}
          placeholder={recipe.raters === null ? 'all people and sources' : ''}
          value={recipe.raters ?? []}
          data={raters.filter(({ kind }) => isCounted(kind)).map((rater) => rater.name)}
          onChange={(names) => change({ raters: names.length === 0 ? null : names })}
        />
        <NumberInput
          label="Round"
          size="xs"
          w={110}
          min={1}
          max={99}
          allowDecimal={false}
          placeholder="each one's latest"
          value={recipe.round ?? ''}
          onChange={(value) => change({ round: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          label="Least confidence"
          size="xs"
          w={110}
          min={0}
          max={1}
          step={0.1}
          placeholder="any"
          value={recipe.minConfidence ?? ''}
          onChange={(value) => change({ minConfidence: typeof value === 'number' ? value : null })}
        />
        {maps.length > 0 && (
          <Select
            label="Class map"
            size="xs"
            w={140}
            clearable
            value={recipe.classMap}
            data={maps.map((map) => map.name)}
            onChange={(classMap) => change({ classMap })}
          />
        )}
        <Switch
          label="Adjudicated first"
          checked={recipe.adjudicated}
          onChange={(event) => change({ adjudicated: event.currentTarget.checked })}
        />
        <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
          Add
        </Button>
      </Group>
    </form>
  );
}
