/** Things that a change opens, ends or disturbs, the worst first. Who has all rights can do the rest of the list. */
export const HARMS = [
  "full rights",
  "data lost",
  "outage",
  "open to everyone",
  "cannot go back",
  "more access",
  "less protection",
  "nodes roll",
  "replaced",
  "pods roll",
  "in place",
  "tags only",
  "none",
] as const;
export type Harm = (typeof HARMS)[number];
