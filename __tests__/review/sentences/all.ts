import { type SentenceCase } from "./case";
import { DATABASE_SENTENCES } from "./databases";
import { FOREIGN_CODE_SENTENCES } from "./foreign-code";
import { NETWORK_PATH_SENTENCES } from "./network-paths";
import { STATE_SENTENCES } from "./state";

/** Changes for all sentences of the review. */
export const SENTENCE_CASES: readonly SentenceCase[] = [
  ...DATABASE_SENTENCES,
  ...STATE_SENTENCES,
  ...FOREIGN_CODE_SENTENCES,
  ...NETWORK_PATH_SENTENCES,
];
