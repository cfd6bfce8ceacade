/** Loads twitter-api-v2, when the first request is made: what only reads the desk should not wait for it. */
export const loadLibrary = () => import('twitter-api-v2');
