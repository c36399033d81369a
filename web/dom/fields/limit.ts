/** Limits a field to so many code points: `maxlength` counts some of them twice. */
export function limit(field: HTMLInputElement, max: number): void {
  field.addEventListener('input', () => {
    const characters = [...field.value.normalize('NFC')];
    if (characters.length > max) field.value = characters.slice(0, max).join('');
  });
}
