import { locale } from './words.ts';

/** 14:02, or 2:02 PM in locales with a 12-hour clock. */
export const time = cachedByMinute((at) => dates({ timeStyle: 'short' }).format(at));

/** 14:02:07 */
export function exactTime(at: number): string {
  return dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    at,
  );
}

/** Sunday 22 November 2026 at 14:02 */
export const fullTime = cachedByMinute((at) =>
  dates({ dateStyle: 'full', timeStyle: 'short' }).format(at),
);

/** "Today", "Yesterday" or "Friday 20 November". Both arguments are midnights in milliseconds. */
export function day(start: number, today: number): string {
  const ago = Math.round((today - start) / 86_400_000);
  if (ago === 0 || ago === 1) return capitalized(relative().format(-ago, 'day'));
  const year = Math.abs(ago) > 300 ? { year: 'numeric' as const } : {};
  const shape = { weekday: 'long', day: 'numeric', month: 'long', ...year } as const;
  return capitalized(dates(shape).format(start));
}

export function milliseconds(count: number): string {
  return numbers({ ...unit, unit: 'millisecond' }).format(count);
}

export function seconds(count: number): string {
  return numbers({ ...unit, unit: 'second' }).format(count);
}

export function number(count: number): string {
  return numbers({}).format(count);
}

const unit = { style: 'unit', unitDisplay: 'short', maximumFractionDigits: 1 } as const;
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

/** Caches the text of the last minute: many messages share it. */
function cachedByMinute(write: (at: number) => string): (at: number) => string {
  let last = { minute: NaN, locale: '', text: '' };
  return (at) => {
    const minute = Math.floor(at / 60_000);
    if (minute !== last.minute || locale !== last.locale)
      last = { minute, locale, text: write(at) };
    return last.text;
  };
}

function dates(shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(dateFormats, shape, () => new Intl.DateTimeFormat(locale, shape));
}

function numbers(shape: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(numberFormats, shape, () => new Intl.NumberFormat(locale, shape));
}

/** Caches formatters: creating one costs far more than using it. */
function cached<Format>(formats: Map<string, Format>, shape: object, make: () => Format): Format {
  const key = `${locale} ${JSON.stringify(shape)}`;
  const format = formats.get(key) ?? make();
  formats.set(key, format);
  return format;
}

function relative(): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
