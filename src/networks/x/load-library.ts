/**
 * Loads twitter-api-v2, when the first request is made: what only reads the desk should not wait for it. It comes by
 * way of a file that names what is used, because a bundle gives a dynamic import of CommonJS no names.
 */
export const loadLibrary = () => import('./library.js');
