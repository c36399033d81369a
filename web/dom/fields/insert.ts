/**
 * Puts a text where one writes, in place of what is selected, as if it were typed: undo takes it
 * back. No other way keeps the undo history, and every browser still has this one.
 */
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
