import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { putRecipe, removeRecipe } from '#renderer/state/settings.ts';
import type { GoldRecipe } from '#shared/domain/gold.ts';
import { EMOTION_WORDS, INTENSITY_WORDS, MARK_WORDS, RecipeForm } from './recipe-form.tsx';
import { Section } from './section.tsx';
import classes from './settings.module.css';
import { useAttempt } from './use-attempt.ts';

/** How gold labels are made of what raters say. */
export function RecipeSettings() {
  const recipes = useQuery(queries.recipes()).data ?? [];
  const [failure, attempt] = useAttempt();
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
      <RecipeForm onAdd={(name, recipe) => attempt(() => putRecipe({ name, recipe }))} />
    </Section>
  );
}

function recipeInWords({
  intensity,
  emotion,
  marks,
  adjudicated,
  raters,
  round,
  minConfidence,
  classMap,
}: GoldRecipe): string {
  const parts = [
    `${INTENSITY_WORDS[intensity]} intensity`,
    `${EMOTION_WORDS[emotion]} of the emotions`,
    `marks: ${MARK_WORDS[marks]}`,
    raters === null ? 'all people and sources' : raters.join(', '),
    round === null ? "each one's latest round" : `round ${round}`,
    ...(minConfidence === null ? [] : [`confidence of ${minConfidence} and more`]),
    ...(classMap === null ? [] : [`classes of ${classMap}`]),
    ...(adjudicated ? ['what was adjudicated first'] : []),
  ];
  return parts.join('; ');
}
