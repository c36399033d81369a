import { locale } from '../words/words.ts';

/** 14:02, or 2:02 PM where a day has twice twelve hours. */
export const time = onceAMinute((at) => dates({ timeStyle: 'short' }).format(at));

/** 14:02:07 */
export function exactTime(at: number): string {
  return dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    at,
  );
}

/** Sunday 22 November 2026 at 14:02 */
export const fullTime = onceAMinute((at) =>
  dates({ dateStyle: 'full', timeStyle: 'short' }).format(at),
);

/** Today, yesterday, or Friday 20 November; both are beginnings of days. */
export function day(start: number, today: number): string {
  const ago = Math.round((today - start) / 86_400_000);
  if (ago === 0 || ago === 1) return capital(relative().format(-ago, 'day'));
  const year = Math.abs(ago) > 300 ? { year: 'numeric' as const } : {};
  const shape = { weekday: 'long', day: 'numeric', month: 'long', ...year } as const;
  return capital(dates(shape).format(start));
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

/** Much is said in the same minute: its words are written once. */
function onceAMinute(write: (at: number) => string): (at: number) => string {
  let written = { minute: NaN, locale: '', text: '' };
  return (at) => {
    const minute = Math.floor(at / 60_000);
    if (minute !== written.minute || locale !== written.locale)
      written = { minute, locale, text: write(at) };
    return written.text;
  };
}

function dates(shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dateFormats, shape, () => new Intl.DateTimeFormat(locale, shape));
}

function numbers(shape: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numberFormats, shape, () => new Intl.NumberFormat(locale, shape));
}

/** Making a format costs far more than using it. */
function kept<Format>(formats: Map<string, Format>, shape: object, make: () => Format): Format {
  const key = `${locale} ${JSON.stringify(shape)}`;
  const format = formats.get(key) ?? make();
  formats.set(key, format);
  return format;
}

function relative(): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
