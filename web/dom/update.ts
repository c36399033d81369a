/** Sets the text only if it differs: this keeps selections, and live regions announce nothing twice. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets the attribute only if it differs; undefined removes it. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Excludes this part of a live region from announcements from now on. */
export function silence(element: Element): void {
  setAttribute(element, 'aria-live', 'off');
}
