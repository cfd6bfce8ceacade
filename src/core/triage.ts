export const TRIAGE_STATUSES = ['new', 'open', 'snoozed', 'done', 'ignored'] as const;
export type TriageStatus = (typeof TRIAGE_STATUSES)[number];
