/**
 * Inserts text at the cursor, replacing the selection, so that undo works. `execCommand` is
 * deprecated, but nothing else keeps the undo history, and every browser has it.
 */
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
