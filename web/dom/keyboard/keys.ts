/** Whether this Enter submits: not Shift+Enter, and not the end of an IME composition. */
export function isSend(event: KeyboardEvent): boolean {
  // Safari ends the composition before this event, and marks the key with code 229.
  const isComposing = event.isComposing || event.keyCode === 229;
  return event.key === 'Enter' && !event.shiftKey && !isComposing;
}

/** Whether a printable key was pressed outside of any field. */
export function isTyping({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return false;
  return !isField(target);
}

/** Whether the target is in a field, or in a dialog, which has keys of its own. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, dialog') !== null;
}
