/** A browser of one make, started. */
export interface Engine {
  /** A browser that shares nothing with those before: nobody has signed in there. */
  newProfile(): Promise<Profile>;
  close(): Promise<void>;
}

/** The windows of one person. */
export interface Profile {
  /** Opens a page more, which comes to the front; resolves once it has loaded. */
  open(url: string): Promise<Page>;
}

/** One page; `script` is an expression, of which a promise is awaited. */
export interface Page {
  /** The value of `script`, which must be JSON. Rejects with what the script throws. */
  evaluate(script: string): Promise<unknown>;
  /** A real click on the element that `script` gives, with all events that a mouse makes. */
  click(script: string): Promise<void>;
  /** Real keys, with the element that `script` gives in focus; `\n` is Enter. */
  type(script: string, text: string): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
}
