/**
 * X's pay-per-use prices in US dollars, as its documentation gave them on the date. Not stated there, and assumed:
 * that author details which come with a post are billed as user reads, and that sending a private message costs
 * as much as a post.
 */
export const X_PRICES = {
  asOf: '2026-08-22',
  postRead: 0.005,
  ownedRead: 0.001,
  expandedUser: 0.01,
  messageRead: 0.01,
  post: 0.015,
  postWithUrl: 0.2,
  reply: 0.01,
  messageSend: 0.015,
} as const;
