/** A running browser. */
export interface Engine {
  /** Opens a fresh profile, with nobody signed in. */
  newProfile(): Promise<Profile>;
  close(): Promise<void>;
}

/** The windows of one person. */
export interface Profile {
  /** Opens another page in front; resolves once it has loaded. */
  open(url: string): Promise<Page>;
}

/** A page. `script` is an expression; a promise is awaited. */
export interface Page {
  /** Returns the value of `script`, which must be JSON. Rejects with what the script throws. */
  evaluate(script: string): Promise<unknown>;
  /** A real click on the element that `script` returns, with all mouse events. */
  click(script: string): Promise<void>;
  /** Types real keys with the element that `script` returns focused; `\n` is Enter. */
  type(script: string, text: string): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
}
