/** Bytes waiting above which a client gets no more live frames until it has caught up. */
export const lagsAbove = 256 * 1024;

/** Bytes waiting above which a client is cut off; it resumes when it reconnects. */
export const cutAbove = 1024 * 1024;
