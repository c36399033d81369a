/** Picks the form that a number asks for in a language; `other` where there is no better one. */
export function counting(language: string) {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: { one: string; other: string }): string =>
    rules.select(count) === 'one' ? forms.one : forms.other;
}

/** "Tutu, Tata and 4 others": the first few by name. */
export function naming(language: string, others: (count: number) => string) {
  let format: Intl.ListFormat | undefined;
  return (names: readonly string[]): string => {
    // Made when it is needed: the page shows its conversation without one.
    format ??= new Intl.ListFormat(language);
    const rest = names.length - shown;
    if (rest < 2) return format.format(names);
    return format.format([...names.slice(0, shown), others(rest)]);
  };
}

const shown = 4;
