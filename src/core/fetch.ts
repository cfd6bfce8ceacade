/** The fetch of the Fetch standard, handed in everywhere, so that tests and limits can stand before it. */
export type Fetch = (input: URL | string, init?: RequestInit) => Promise<Response>;
