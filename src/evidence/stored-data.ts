import facts from "./harm/types-with-data.json";

/** Data that ends with the object that holds it. */
export interface StoredData {
  readonly noun: string;
  readonly data: string;
  /** The argument without which the service refuses to delete an object that holds data. @default - it deletes the data too */
  readonly force?: string;
  /** The argument with which Terraform leaves the object in the account. @default - none */
  readonly keep?: string;
  /** True for copies, which are pushed again from their source. @default - nobody can restore the data */
  readonly isCopy?: true;
}

/**
 * Types whose objects hold data, the largest loss first. A database of Amazon RDS is not among them: its snapshot
 * decides what is lost.
 */
export const STORED_DATA = facts.types as Readonly<Record<string, StoredData>>;
