/** The Enter that says "done": not a new line, and not the end of a composition in an IME. */
export function isSend(event: KeyboardEvent): boolean {
  // Safari ends a composition before the key that ended it, and marks that key by 229.
  const isComposing = event.isComposing || event.keyCode === 229;
  return event.key === 'Enter' && !event.shiftKey && !isComposing;
}

/** Somebody begins to write where there is nothing to write into. */
export function isTyping({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return false;
  return !isField(target);
}

/** Where somebody writes, or a dialog, whose keys are its own. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, dialog') !== null;
}
