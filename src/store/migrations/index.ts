import { initial } from './001-initial.js';
import { accountMemory } from './002-account-memory.js';
import { learnt } from './003-learnt.js';
import { templates } from './004-templates.js';
import { accountsAndCustomers } from './005-accounts-and-customers.js';
import { rules } from './006-rules.js';
import { bulkAndAudit } from './007-bulk-and-audit.js';
import { delivery } from './008-delivery.js';
import { removals } from './009-removals.js';
import { parts } from './010-parts.js';
import { gapCodes } from './011-gap-codes.js';
import { lists } from './012-lists.js';
import { searchWords } from './013-search-words.js';

/** In order; the schema version of a database is how many of them it has had. */
export const MIGRATIONS: readonly string[] = [
  initial,
  accountMemory,
  learnt,
  templates,
  accountsAndCustomers,
  rules,
  bulkAndAudit,
  delivery,
  removals,
  parts,
  gapCodes,
  lists,
  searchWords,
];
