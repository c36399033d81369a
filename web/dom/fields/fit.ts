/**
 * Grows a field with its text, up to its CSS limit, in browsers without `field-sizing`. Call the
 * returned function after setting the text from code.
 */
export function autosized(field: HTMLTextAreaElement): () => void {
  if (CSS.supports('field-sizing', 'content')) return () => {};
  const fit = (): void => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  let width = 0;
  const resized = (): void => {
    if (field.clientWidth === width) return;
    width = field.clientWidth;
    // In the next frame: changing the observed size inside the observer would be reported as an error.
    requestAnimationFrame(fit);
  };
  field.addEventListener('input', fit);
  new ResizeObserver(resized).observe(field);
  return fit;
}
