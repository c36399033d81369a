import { h } from './h.ts';

/** A field that is as high as its text: an invisible copy of the text beneath it makes the room. */
export function growing(field: HTMLTextAreaElement, signal?: AbortSignal): HTMLElement {
  const root = h('div', { class: 'growing' }, field);
  const measure = (): void => {
    root.dataset['text'] = field.value;
  };
  field.addEventListener('input', measure, signal && { signal });
  measure();
  return root;
}

/** Puts a text into a field as if it had been typed. */
export function fill(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
