import { Mistake } from "../mistake";

/** A result; undefined where Terraform reports an error. */
export function unlessMistake<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Mistake) return undefined;
    throw error;
  }
}
