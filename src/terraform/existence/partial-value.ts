/** A value that only Terraform knows. */
export class NotKnown {
  /** @param isSome true if it is certainly a number above 0, or a collection that is not empty */
  constructor(readonly isSome: boolean) {}
}

export const NOT_KNOWN = new NotKnown(false);
export const SOME = new NotKnown(true);

/** A value of an expression, with parts that only Terraform knows. */
export type Partial =
  null | boolean | number | string | NotKnown | readonly Partial[] | { readonly [key: string]: Partial };

export const isList = (value: Partial | undefined): value is readonly Partial[] => Array.isArray(value);

export const isMap = (value: Partial | undefined): value is { readonly [key: string]: Partial } =>
  value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof NotKnown);

export const isScalar = (value: Partial): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Whether Terraform alone knows nothing of a value. */
export function isCertain(value: Partial): boolean {
  if (value instanceof NotKnown) return false;
  return value === null || typeof value !== "object" || Object.values(value).every(isCertain);
}

/** The boolean that Terraform converts a value to; undefined if it is not known, or no boolean. */
export function booleanIn(value: Partial): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

/** The number that Terraform converts a value to; undefined if it is not known, or no number. */
export function numberIn(value: Partial): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** How many items a value has, or how large it is: none, some, or not known. */
export function amountOf(value: Partial): "none" | "some" | "unknown" {
  if (value instanceof NotKnown) return value.isSome ? "some" : "unknown";
  if (value !== null && typeof value === "object") return Object.keys(value).length > 0 ? "some" : "none";
  const number = numberIn(value);
  if (number === undefined || number < 0) return "unknown";
  return number > 0 ? "some" : "none";
}
