import type { CDPSession } from '@playwright/test';

/** What a page made a browser load. */
export interface FirstLoad {
  /** Bytes on the wire: compressed, with response headers. */
  readonly script: number;
  readonly style: number;
  /** The paths of the counted files. */
  readonly files: readonly string[];
}

/** Counts the scripts and styles that a tab receives from now on, as measured by Chromium. */
export async function countFirstLoad(cdp: CDPSession): Promise<() => FirstLoad> {
  const answers = new Map<string, { type: string; path: string; bytes: number }>();
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    answers.set(requestId, { type, path: new URL(response.url).pathname, bytes: 0 });
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (answer !== undefined) answer.bytes = encodedDataLength;
  });
  await cdp.send('Network.enable');
  return () => {
    const of = (type: string) => [...answers.values()].filter((answer) => answer.type === type);
    const [scripts, styles] = [of('Script'), of('Stylesheet')];
    const sum = (all: { bytes: number }[]) => all.reduce((total, { bytes }) => total + bytes, 0);
    const files = [...scripts, ...styles].map(({ path }) => path);
    return { script: sum(scripts), style: sum(styles), files };
  };
}
