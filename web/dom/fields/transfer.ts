import { insert } from './insert.ts';
import { isField } from '../keyboard/keys.ts';

/**
 * Inserts text into `field` that is dropped on the main area, or pasted outside of any field. Calls
 * `refuse` for files. Dropped content never replaces the page.
 */
export function acceptTexts(
  field: HTMLTextAreaElement,
  refuse: () => void,
  signal: AbortSignal,
): void {
  const over = (event: DragEvent): void => {
    if (hasFiles(event.dataTransfer) || !takesDrops(event.target)) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    over(event);
    if (hasFiles(event.dataTransfer)) return refuse();
    const isHere = field.closest('main')?.contains(event.target as Node) === true;
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    if (event.defaultPrevented && isHere && text !== '') insert(field, text);
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const isText = text !== '' || !hasFiles(event.clipboardData);
    if (isText && isField(event.target)) return;
    event.preventDefault();
    if (!isText) refuse();
    else if (text !== '') insert(field, text);
  };
  document.addEventListener('dragover', over, { signal });
  document.addEventListener('drop', drop, { signal });
  document.addEventListener('paste', paste, { signal });
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') === true;
}

function takesDrops(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea');
}
