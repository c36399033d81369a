/**
 * Keeps a field as high as its text, up to the bound of its style, in a browser whose style cannot.
 * The returned function is to be called when a text was put into it that nobody typed.
 */
export function fitted(field: HTMLTextAreaElement): () => void {
  if (CSS.supports('field-sizing', 'content')) return () => {};
  const fit = (): void => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  let width = 0;
  const resized = (): void => {
    if (field.clientWidth === width) return;
    width = field.clientWidth;
    // In the next frame: an observer that changes the size it observes is an error of the page.
    requestAnimationFrame(fit);
  };
  field.addEventListener('input', fit);
  new ResizeObserver(resized).observe(field);
  return fit;
}
