import { useKeymap } from '#renderer/state/keymap.ts';
import type { Command } from './command.ts';
import { commandFor, useRegistry } from './registry.ts';

const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const CHOICES = 'input[type=radio], [role=tab], [role=slider]';
const PRESSABLE = 'button, a, summary, [role=button], [role=tab], [role=menuitem]';

/** Keys typed into a field or pressed in a dialog are no commands; Enter and Space on a button press it. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (document.querySelector('[aria-modal="true"]') !== null) return true;
  if (target === null) return false;
  if (target.closest(FIELDS) !== null) return !(event.ctrlKey || event.metaKey);
  if (target.closest(CHOICES) !== null && event.key.startsWith('Arrow')) return true;
  if (event.key === 'Enter') return target.closest(PRESSABLE) !== null;
  return event.key === ' ' && target.closest(`${PRESSABLE}, input`) !== null;
}

/** Ctrl+K and the like work from a field too; undo and redo there belong to the field's own text. */
function isOfWindow(command: Command): boolean {
  return command.id.startsWith('app.');
}

const isInField = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(FIELDS) !== null;

/** Performs the command a key stands for. Returns the function that stops listening. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (isTaken(event)) return;
    const { key, code, shiftKey, ctrlKey, metaKey, altKey, repeat } = event;
    const altGraph = event.getModifierState('AltGraph');
    const press = { key, code, shiftKey, ctrlKey, metaKey, altKey, altGraph, repeat };
    const command = commandFor(useRegistry.getState().groups, press, useKeymap.getState().changes);
    if (command === null || (isInField(event) && !isOfWindow(command))) return;
    event.preventDefault();
    command.perform(press);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
