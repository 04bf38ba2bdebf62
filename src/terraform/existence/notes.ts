/** Keys of notes on existence: blocks without an instance, and whether a plan has decided it. */
export const ABSENT_BLOCKS = "absent";
export const PLANNED = "planned";
