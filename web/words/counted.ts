/** Returns a function that picks the singular or plural form for a number in this language. */
export function counting(language: string) {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: { one: string; other: string }): string =>
    rules.select(count) === 'one' ? forms.one : forms.other;
}

/** "Tutu, Tata and 4 others": the first few by name. */
export function naming(language: string, others: (count: number) => string) {
  let format: Intl.ListFormat | undefined;
  return (names: readonly string[]): string => {
    // Created on first use, to keep the first rendering fast.
    format ??= new Intl.ListFormat(language);
    const rest = names.length - shown;
    if (rest < 2) return format.format(names);
    return format.format([...names.slice(0, shown), others(rest)]);
  };
}

const shown = 4;
