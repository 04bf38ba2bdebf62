/** Path of a value in an environment's file. */
export type SettingPath = readonly (string | number)[];
