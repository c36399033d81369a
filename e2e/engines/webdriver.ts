/** The key of an element reference (W3C WebDriver, 12.1). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** A session of a browser over W3C WebDriver. */
export class WebDriver {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  static async start(url: string, capabilities: object): Promise<WebDriver> {
    const options = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = await request<{ sessionId: string }>('POST', `${url}/session`, options);
    return new WebDriver(`${url}/session/${sessionId}`);
  }

  /** Opens another window in front; returns its handle. */
  async newWindow(): Promise<string> {
    const { handle } = await this.#post<{ handle: string }>('/window/new', { type: 'tab' });
    return handle;
  }

  async window(): Promise<string> {
    return request('GET', `${this.#session}/window`);
  }

  /** Directs the following commands to a window. */
  async switchTo(handle: string): Promise<void> {
    await this.#post('/window', { handle });
  }

  async closeWindow(): Promise<void> {
    await request('DELETE', `${this.#session}/window`);
  }

  async goTo(url: string): Promise<void> {
    await this.#post('/url', { url });
  }

  async reload(): Promise<void> {
    await this.#post('/refresh', {});
  }

  /** The value of an expression; for an element, a reference to it. */
  async evaluate(expression: string): Promise<unknown> {
    const script = `const done = arguments[0]; (async () => ${expression})().then(
      (value) => done([value]), (error) => done([null, String(error)]))`;
    const [value, error] = await this.#post<[unknown, string?]>('/execute/async', {
      script,
      args: [],
    });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  async click(element: unknown): Promise<void> {
    await this.#post(`/element/${idOf(element)}/click`, {});
  }

  async type(element: unknown, text: string): Promise<void> {
    await this.#post(`/element/${idOf(element)}/value`, { text });
  }

  async end(): Promise<void> {
    await request('DELETE', this.#session);
  }

  #post<T>(path: string, body: object): Promise<T> {
    return request<T>('POST', this.#session + path, body);
  }
}

function idOf(element: unknown): string {
  return (element as Record<string, string>)[elementKey] ?? '';
}

async function request<T>(method: string, url: string, body?: object): Promise<T> {
  const json = body && { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, ...json, signal: AbortSignal.timeout(20_000) });
  const { value } = (await answer.json()) as { value: T & { error: string; message: string } };
  if (!answer.ok) throw new Error(`${method} ${url}: ${value.error}, ${value.message}`);
  return value;
}
