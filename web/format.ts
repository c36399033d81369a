import { locale } from './words/words.ts';

/** 14:02 */
export function time(at: number): string {
  return dates({ hour: '2-digit', minute: '2-digit' }).format(at);
}

/** 14:02:07 */
export function exactTime(at: number): string {
  return dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(at);
}

/** Sunday 22 November 2026 at 14:02 */
export function fullTime(at: number): string {
  return dates({ dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** Today, yesterday, or Friday 20 November; both are beginnings of days. */
export function day(start: number, today: number): string {
  const ago = Math.round((today - start) / 86_400_000);
  if (ago === 0 || ago === 1) return capital(relative().format(-ago, 'day'));
  const year = ago > 300 ? { year: 'numeric' as const } : {};
  const shape = { weekday: 'long', day: 'numeric', month: 'long', ...year } as const;
  return capital(dates(shape).format(start));
}

export function bytes(count: number): string {
  return units('byte', 'narrow').format(count);
}

export function milliseconds(count: number): string {
  return units('millisecond', 'short').format(count);
}

export function seconds(count: number): string {
  return units('second', 'short').format(count);
}

export function number(count: number): string {
  return new Intl.NumberFormat(locale).format(count);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. */
function dates(shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(shape)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, shape);
  formats.set(key, format);
  return format;
}

function relative(): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
}

function units(unit: string, unitDisplay: 'narrow' | 'short'): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    ...{ style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 },
  });
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
