import { type SettingChange } from "../stages/setting-changes";

/** Settings that match, before they are shown. */
export interface Match {
  readonly settings: readonly SettingChange[];
  /** True if some of several are the cause. @default - all are */
  readonly isOpen?: true;
  /** True if they have the effect only together. @default - each has it */
  readonly isTogether?: true;
  /** True if there can be others. @default - these are all */
  readonly isUnknown?: true;
}

export const matchOf = (
  settings: readonly SettingChange[],
  how: Pick<Match, "isOpen" | "isTogether"> = {},
): Match => ({
  settings,
  ...how,
});

export const NO_SETTINGS: Match = { settings: [] };
export const UNKNOWN_SETTINGS: Match = { settings: [], isUnknown: true };

export const joinedSettings = (all: readonly Match[]): Match => ({
  settings: oneList(all.map(({ settings }) => settings)),
  ...(all.some(({ isOpen }) => isOpen) ? { isOpen: true } : {}),
  ...(all.some(({ isTogether }) => isTogether) ? { isTogether: true } : {}),
  ...(all.some(({ isUnknown }) => isUnknown) ? { isUnknown: true } : {}),
});

/** The changes of all lists once. One list stays itself: with many models, all lines share a list of all their settings. */
function oneList(lists: readonly (readonly SettingChange[])[]): readonly SettingChange[] {
  const [first = [], ...others] = new Set(lists.filter(({ length }) => length > 0));
  return others.length === 0 ? first : [...new Set([first, ...others].flat())];
}
