import { ActionIcon, Button, Popover, Slider, Text, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconSun, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { MappedCommand } from '#renderer/commands/keymap.ts';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { fitView, LIGHT_RANGE, resetLight, setLight, useStageView } from '#renderer/state/stage-view.ts';
import { keepFocus } from '../keep-focus.ts';
import { showActualSize, useZoomInWords, zoomIn, zoomOut } from '../zoom.ts';

/** Zoom, brightness and contrast. */
export function ViewTools() {
  const zoom = useZoomInWords();
  const hint = useKeyHint();
  return (
    <>
      <ViewTool id="stage.zoom-out" label="Zoom out" onClick={zoomOut}>
        <IconZoomOut size={15} />
      </ViewTool>
      <Tooltip label={hint('A pixel for a pixel', 'stage.actual-size')}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          w={48}
          px={0}
          aria-label="A pixel for a pixel"
          onMouseDown={keepFocus}
          onClick={showActualSize}
        >
          {zoom ?? '–'}
        </Button>
      </Tooltip>
      <ViewTool id="stage.zoom-in" label="Zoom in" onClick={zoomIn}>
        <IconZoomIn size={15} />
      </ViewTool>
      <ViewTool id="stage.fit" label="The whole frame" onClick={fitView}>
        <IconArrowsMaximize size={15} />
      </ViewTool>
      <LightTool />
    </>
  );
}

function LightTool() {
  const { brightness, contrast } = useStageView();
  const isChanged = brightness !== 1 || contrast !== 1;
  return (
    <Popover position="bottom-start" withinPortal>
      <Popover.Target>
        <Tooltip label="Brightness and contrast">
          <ActionIcon
            size="sm"
            variant={isChanged ? 'light' : 'subtle'}
            aria-label="Brightness and contrast"
            onMouseDown={keepFocus}
          >
            <IconSun size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown w={240}>
        <LightSlider
          name="Brightness"
          value={brightness}
          onChange={(value) => setLight({ brightness: value })}
        />
        <LightSlider name="Contrast" value={contrast} onChange={(value) => setLight({ contrast: value })} />
        <Button size="compact-xs" variant="default" mt="xs" disabled={!isChanged} onClick={resetLight}>
          As it was taken
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

/** In doublings, so that 1 is in the middle. */
function LightSlider({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <>
      <Text size="xs" mt={4}>
        {name} {value.toFixed(2)}
      </Text>
      <Slider
        thumbLabel={name}
        size="sm"
        label={null}
        min={Math.log2(LIGHT_RANGE[0])}
        max={Math.log2(LIGHT_RANGE[1])}
        step={0.05}
        value={Math.log2(value)}
        onChange={(doublings) => onChange(2 ** doublings)}
      />
    </>
  );
}

function ViewTool({
  id,
  label,
  onClick,
  children,
}: {
  readonly id: MappedCommand;
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const hint = useKeyHint();
  return (
    <Tooltip label={hint(label, id)}>
      <ActionIcon size="sm" aria-label={label} onMouseDown={keepFocus} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
