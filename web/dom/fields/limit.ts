/** Holds a field to so many characters: `maxlength` counts some of them twice. */
export function limit(field: HTMLInputElement, most: number): void {
  field.addEventListener('input', () => {
    const letters = [...field.value.normalize('NFC')];
    if (letters.length > most) field.value = letters.slice(0, most).join('');
  });
}
