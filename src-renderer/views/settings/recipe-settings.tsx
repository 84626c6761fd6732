import { Button, Group, Select, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agreementQueries } from '#renderer/state/agreement.ts';
import { queries } from '#renderer/state/queries.ts';
import { putRecipe, removeRecipe } from '#renderer/state/settings.ts';
import { DEFAULT_RECIPE, type GoldRecipe, goldRecipe } from '#shared/domain/gold.ts';
import { Section } from './section.tsx';
import classes from './settings.module.css';
import { useAttempt } from './use-attempt.ts';

/** How gold labels are made of what raters say. */
export function RecipeSettings() {
  const recipes = useQuery(queries.recipes()).data ?? [];
  const maps = useQuery(agreementQueries.schemes()).data?.classMaps ?? [];
  const [failure, attempt] = useAttempt();
  const [name, setName] = useState('');
  const [recipe, setRecipe] = useState<GoldRecipe>(DEFAULT_RECIPE);
  return (
    <Section
      title="Gold labels"
      about="A recipe says how one label is made of the raters' submitted ones. Gold labels are computed when they are needed, so they follow every change; a run keeps its recipe and the state of the labels it learned from."
      failure={failure}
    >
      <ul className={classes['list']}>
        {recipes.map((one, index) => (
          <li key={one.name}>
            <Group gap="xs">
              <Text fw={600} size="sm">
                {one.name}
              </Text>
              {index > 0 && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => attempt(() => removeRecipe(one.name))}
                >
                  Remove
                </Button>
              )}
            </Group>
            <Text size="sm">{recipeInWords(one.recipe)}</Text>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt(async () => {
            await putRecipe({ name, recipe });
            setName('');
          });
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
            w={110}
            allowDeselect={false}
            value={recipe.intensity}
            data={goldRecipe.shape.intensity.options.map((value) => ({
              value,
              label: INTENSITY_WORDS[value],
            }))}
            onChange={(value) => setRecipe({ ...recipe, intensity: goldRecipe.shape.intensity.parse(value) })}
          />
          <Select
            label="Emotion"
            size="xs"
            w={190}
            allowDeselect={false}
            value={recipe.emotion}
            data={goldRecipe.shape.emotion.options.map((value) => ({ value, label: EMOTION_WORDS[value] }))}
            onChange={(value) => setRecipe({ ...recipe, emotion: goldRecipe.shape.emotion.parse(value) })}
          />
          {maps.length > 0 && (
            <Select
              label="Class map"
              size="xs"
              w={140}
              clearable
              value={recipe.classMap}
              data={maps.map((map) => map.name)}
              onChange={(classMap) => setRecipe({ ...recipe, classMap })}
            />
          )}
          <Switch
            label="Adjudicated first"
            checked={recipe.adjudicated}
            onChange={(event) => setRecipe({ ...recipe, adjudicated: event.currentTarget.checked })}
          />
          <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
            Add
          </Button>
        </Group>
      </form>
    </Section>
  );
}

const INTENSITY_WORDS: Readonly<Record<GoldRecipe['intensity'], string>> = {
  mean: 'mean',
  median: 'median',
  ewe: 'EWE',
};
const EMOTION_WORDS: Readonly<Record<GoldRecipe['emotion'], string>> = {
  majority: 'majority',
  'mean-distribution': 'mean distribution',
};

function recipeInWords({
  intensity,
  emotion,
  adjudicated,
  raters,
  round,
  minConfidence,
  classMap,
}: GoldRecipe): string {
  const parts = [
    `${INTENSITY_WORDS[intensity]} intensity`,
    `${EMOTION_WORDS[emotion]} of the emotions`,
    raters === null ? 'all people and sources' : raters.join(', '),
    round === null ? "each one's latest round" : `round ${round}`,
    ...(minConfidence === null ? [] : [`confidence of ${minConfidence} and more`]),
    ...(classMap === null ? [] : [`classes of ${classMap}`]),
    ...(adjudicated ? ['what was adjudicated first'] : []),
  ];
  return parts.join('; ');
}
