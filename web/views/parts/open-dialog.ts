import { h } from '../../dom/h.ts';

export interface OpenDialog {
  root: HTMLDialogElement;
  /** Aborted when the dialog closes. */
  signal: AbortSignal;
  /** Shows the dialog with this content. */
  show: (...content: HTMLElement[]) => void;
}

/** A modal dialog that is removed when it closes. */
export function openDialog(title: string, style = ''): OpenDialog {
  const root = h('dialog', { class: `dialog ${style}`, closedby: 'any', 'aria-label': title });
  const ending = new AbortController();
  root.addEventListener('close', () => {
    ending.abort();
    root.remove();
  });
  const show = (...content: HTMLElement[]): void => {
    root.append(...content);
    document.body.append(root);
    root.showModal();
  };
  return { root, signal: ending.signal, show };
}
