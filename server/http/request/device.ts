/** The device of a session: its browser or program, and its system. Empty if unknown. */
export interface Device {
  browser: string;
  system: string;
}

/** In this order: most browsers name others too, for old servers. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\bWindows\b/u, 'Windows'],
  [/\bAndroid\b/u, 'Android'],
  [/\biPad\b/u, 'iPad'],
  [/\biPhone\b/u, 'iPhone'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
];

/** The first word of the header of a program, such as `curl/8.5.0`. */
const program = /^[\w.-]{1,32}/u;

/** The device that a `User-Agent` names. */
export function deviceOf(userAgent = ''): Device {
  const first = (table: typeof browsers): string | undefined =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = first(systems) ?? '';
  return { browser: first(browsers) ?? program.exec(userAgent)?.[0] ?? '', system };
}
