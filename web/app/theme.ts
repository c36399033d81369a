import { local } from '../storage/kept-texts.ts';

export type Theme = 'auto' | 'light' | 'dark';

export const themes: readonly Theme[] = ['auto', 'light', 'dark'];

const key = 'theme';

export function theme(): Theme {
  const kept = local.get(key);
  return themes.find((each) => each === kept) ?? 'auto';
}

export function chooseTheme(chosen: Theme): void {
  local.set(key, chosen);
  applyTheme();
}

/** `auto` leaves the choice to the system. */
export function applyTheme(): void {
  const chosen = theme();
  if (chosen === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
