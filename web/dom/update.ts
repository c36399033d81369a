/** Writes a text only where it differs: what is selected in it, or was read aloud, stays as it is. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Writes an attribute only where it differs; undefined takes it away. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** From now on nothing that changes in this part of a live region is read aloud. */
export function silence(element: Element): void {
  setAttribute(element, 'aria-live', 'off');
}
