/** A value in the file of a chart. Helm removes the default of a value that is null. */
export type FileValue = string | number | boolean | null | readonly FileValue[] | FileValues;

export type FileValues = { readonly [key: string]: FileValue };
