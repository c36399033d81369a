import type { CDPSession } from '@playwright/test';

/** What a page made a browser fetch. */
export interface FirstLoad {
  /** Bytes as the browser received them: compressed, with the headers of the answers. */
  readonly script: number;
  readonly style: number;
  /** The paths of what is counted. */
  readonly files: readonly string[];
}

/** Counts what a tab receives of scripts and styles from now on, by Chromium's own account. */
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
